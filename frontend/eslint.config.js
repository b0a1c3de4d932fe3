import { readdirSync } from "node:fs";
import js from "@eslint/js";
import jsxA11y from "eslint-plugin-jsx-a11y";
import reactHooks from "eslint-plugin-react-hooks";
import globals from "globals";
import tseslint from "typescript-eslint";

const features = readdirSync(new URL("./src/features", import.meta.url));

const physicalClass =
  "(^|[\\s:-])((m[lr]|p[lr]|left|right|scroll-[mp][lr])-|(border-[lr]|rounded-([lr]|[tb][lr])|text-(left|right))(-|\\s|$))";
const physicalClassMessage = "Use logical classes (ms-, pe-, start-, text-end): the layout must flip.";

function importRule(group, message) {
  return { "no-restricted-imports": ["error", { patterns: [{ group, message }] }] };
}

export default tseslint.config(
  { ignores: ["dist", "node_modules", "src/lib/api/schema.d.ts"] },
  js.configs.recommended,
  tseslint.configs.strict,
  jsxA11y.flatConfigs.recommended,
  reactHooks.configs.flat.recommended,
  {
    languageOptions: { globals: globals.browser },
    rules: {
      "max-lines": ["error", 250],
      "no-console": "error",
      "no-restricted-syntax": [
        "error",
        { selector: `Literal[value=/${physicalClass}/]`, message: physicalClassMessage },
        { selector: `TemplateElement[value.raw=/${physicalClass}/]`, message: physicalClassMessage },
      ],
    },
  },
  {
    files: ["src/lib/**", "src/components/**"],
    rules: importRule(["@/features/*", "@/app/*"], "Shared code knows neither features nor the app."),
  },
  ...features.map((feature) => ({
    files: [`src/features/${feature}/**`],
    rules: importRule(
      ["@/app/*", ...features.filter((other) => other !== feature).map((other) => `@/features/${other}/**`)],
      "Features meet in src/app, never in each other.",
    ),
  })),
);
