/** The longest text the server takes, in characters. `longest.test.ts` holds it to the API's description. */
export const longest = {
  login: { email: 254, password: 256 },
  lead: { name: 120, phone: 32, email: 254, city: 80, service_wanted: 120, notes: 20_000 },
  twilio: { auth_token: 128 },
  openai: { api_key: 400 },
  search: 100,
} as const;
