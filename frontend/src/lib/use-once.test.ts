import { globSync, readFileSync } from "node:fs";
import { expect, it } from "vitest";

const schema = readFileSync("src/lib/api/schema.d.ts", "utf8");
const sent = globSync("src/features/**/api/*.ts").flatMap((file) =>
  [...readFileSync(file, "utf8").matchAll(/api\.POST\("([^"]+)"((?:(?!api\.POST)[^;])*)/g)].map(([, path = "", rest = ""]) => ({ path, rest })),
);
const withoutAName = [
  // Said again, it stands as it stood.
  "/api/v1/scheduling/dates/",
  // What tells a secret is not told twice: who did not hear it asks for a new one.
  "/api/v1/scheduling/feeds/business/",
  "/api/v1/scheduling/feeds/mine/",
  "/api/v1/settings/credentials/webhook-secret",
];

it("whatever makes something is sent under a name", () => {
  const made = sent.filter(({ path }) => makes(path));
  const unnamed = made.filter(({ rest }) => !rest.slice(0, rest.indexOf("body")).includes("header"));

  expect(made.length).toBeGreaterThan(12);
  expect(unnamed.map(({ path }) => path).sort()).toEqual(withoutAName);
});

/** Answers 201, says the description of the API. */
function makes(path: string): boolean {
  const described = schema.slice(schema.indexOf(`"${path}": {`));
  const operation = /post: operations\["(\w+)"\]/.exec(described)?.[1] ?? "";
  const answers = schema.slice(schema.indexOf(`    ${operation}: {`));
  return answers.slice(0, answers.indexOf("\n    };")).includes("201: {");
}
