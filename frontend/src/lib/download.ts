import { apiErrorFrom } from "@/lib/api/error";
import { session } from "@/lib/api/session";

/** Fetches a file as whoever is signed in and gives it to the browser to keep. Throws ApiError. */
export async function download(path: string, name: string): Promise<void> {
  const request = new Request(new URL(path, location.origin), { headers: { "Accept-Language": document.documentElement.lang } });
  const response = await session.fetch(request);
  if (!response.ok) throw apiErrorFrom(response.status, await response.json().catch(() => null));
  keep(await response.blob(), nameIn(response.headers.get("Content-Disposition")) ?? name);
}

function keep(file: Blob, name: string) {
  const address = URL.createObjectURL(file);
  const link = document.createElement("a");
  link.href = address;
  link.download = name;
  link.click();
  // The browser reads the address after the click has returned.
  setTimeout(() => URL.revokeObjectURL(address), 60_000);
}

function nameIn(disposition: string | null): string | null {
  const spelled = /filename\*=UTF-8''([^;]+)/i.exec(disposition ?? "")?.[1];
  return spelled ? decodeURIComponent(spelled) : (/filename="?([^";]+)/i.exec(disposition ?? "")?.[1] ?? null);
}
