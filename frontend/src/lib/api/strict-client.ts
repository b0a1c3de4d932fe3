import type { Client, ClientPathsWithMethod, FetchResponse, MaybeOptionalInit } from "openapi-fetch";
import type { paths } from "./schema";

type Method = "get" | "post" | "put" | "patch" | "delete";

type Asked<Path extends keyof paths, M extends Method> = MaybeOptionalInit<paths[Path], M>;

type StrictMethod<M extends Method> = <Path extends ClientPathsWithMethod<Client<paths>, M>>(
  url: Path,
  ...init: undefined extends Asked<Path, M> ? [Asked<Path, M>?] : [Asked<Path, M>]
) => Promise<FetchResponse<paths[Path][M] & object, Asked<Path, M>, `${string}/${string}`>>;

/** A client that takes no parameter the API does not: openapi-fetch itself lets names pass that nobody described, and the API refuses them. */
export type StrictClient = Pick<Client<paths>, "use"> & { [M in Method as Uppercase<M>]: StrictMethod<M> };
