import { readFileSync } from "node:fs";
import { expect, it } from "vitest";
import { longest } from "./longest";

const description = readFileSync("../docs/api/openapi.yaml", "utf8");

it.each([
  ["LoginRequest", longest.login],
  ["PasswordResetRequest", longest.passwordReset],
  ["PasswordResetConfirmRequest", longest.passwordResetConfirm],
  ["PasswordChangeRequest", longest.passwordChange],
  ["InvitationAcceptRequest", longest.invitationAccept],
  ["InvitationCreateRequest", longest.invitationCreate],
  ["PatchedProfileChangeRequest", longest.profile],
  ["PatchedLeadChangeRequest", longest.lead],
  ["NoteWriteRequest", longest.note],
  ["MemoryFactRequest", longest.memory],
  ["PatchedMemoryChangeRequest", longest.memoryEntry],
  ["ConsentWriteRequest", longest.consent],
  ["LeadStatusCreateRequest", longest.status],
  ["CustomFieldCreateRequest", longest.customField],
  ["FaqEntryCreateRequest", longest.faq],
  ["PatchedAssistantProfileChangeRequest", longest.assistant],
  ["PromptPublishRequest", longest.prompt],
  ["TalkTurnRequest", longest.talk],
  ["PromptTestSaveRequest", longest.test],
  ["ServiceCreateRequest", longest.service],
  ["ResourceCreateRequest", longest.resource],
  ["DateExceptionSetRequest", longest.date],
  ["TaskCreateRequest", longest.task],
  ["TwilioAccountRequest", longest.twilio],
  ["OpenAiKeyRequest", longest.openai],
])("%s takes in each field what its form lets in, no more and no less", (schema, ours) => {
  expect(lengthsOf(schema)).toMatchObject(ours);
});

it("the search is as long as the server's", () => {
  expect(/name: q\n +schema:\n +type: string\n +maxLength: (\d+)/.exec(description)?.[1]).toBe(String(longest.search));
});

/** `maxLength` of each property of a schema that has one. */
function lengthsOf(schema: string): Record<string, number> {
  const body = new RegExp(`^ {4}${schema}:\\n((?: {6}.*\\n)+)`, "m").exec(description)?.[1] ?? "";
  const properties = body.matchAll(/^ {8}(\w+):\n(?: {10}.*\n)*? {10}maxLength: (\d+)/gm);
  return Object.fromEntries([...properties].map(([, name, length]) => [name, Number(length)]));
}
