/** The tag of a version, as the server spells its ETag. */
export function ifMatch(version: number): { "If-Match": string } {
  return { "If-Match": `W/"${version}"` };
}
