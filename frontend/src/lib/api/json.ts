/** The JSON body of one response of the generated schema. */
export type Json<Response> = Response extends { content: { "application/json": infer Body } } ? Body : never;
