/** The longest text the server takes, in characters. `longest.test.ts` holds it to the API's description. */
export const longest = {
  login: { email: 254, password: 256 },
  passwordReset: { email: 254 },
  passwordResetConfirm: { uid: 64, token: 128, new_password: 256 },
  passwordChange: { current_password: 256, new_password: 256 },
  invitationAccept: { token: 128, full_name: 120, password: 256 },
  invitationCreate: { email: 254 },
  profile: { full_name: 120 },
  lead: { name: 120, phone: 32, email: 254, city: 80, service_wanted: 120, notes: 20_000, next_step: 300 },
  note: { text: 10_000 },
  memory: { text: 160 },
  memoryEntry: { text: 600 },
  consent: { source: 200 },
  status: { label: 40 },
  customField: { key: 40, label: 60 },
  faq: { question: 300, answer: 2000 },
  assistant: { name: 40, greeting: 300 },
  prompt: { comment: 300 },
  talk: { text: 2000 },
  test: { name: 120 },
  service: { label: 120 },
  resource: { name: 80 },
  date: { name: 120 },
  task: { title: 200, details: 10_000 },
  twilio: { auth_token: 128 },
  openai: { api_key: 400 },
  search: 100,
} as const;

/** Of one tag of a lead, and of the value of a text field of the business's own. */
export const longestTag = 40;
export const longestCustomText = 500;
