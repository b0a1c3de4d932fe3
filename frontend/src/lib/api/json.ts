/**
 * The description calls a field optional when a request may leave it out; an answer always carries it.
 * So: the same type with every field present, all the way down.
 */
export type Filled<Body> = Body extends (infer Item)[]
  ? Filled<Item>[]
  : Body extends object
    ? { [Field in keyof Body]-?: Filled<Exclude<Body[Field], undefined>> }
    : Body;

/** The JSON body of one response of the generated schema. */
export type Json<Response> = Response extends { content: { "application/json": infer Body } } ? Filled<Body> : never;
