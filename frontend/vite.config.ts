import { fileURLToPath } from "node:url";
import tailwindcss from "@tailwindcss/vite";
import react from "@vitejs/plugin-react";
import { defineConfig } from "vitest/config";

const backend = process.env.PROSAAS_BACKEND ?? "http://127.0.0.1:8000";
export default defineConfig(({ command }) => ({
  // Django serves the build under STATIC_URL; the development server keeps the router's own paths.
  base: command === "build" ? "/static/" : "/",
  plugins: [react(), tailwindcss()],
  resolve: { alias: { "@": fileURLToPath(new URL("./src", import.meta.url)) } },
  build: {
    outDir: "dist",
    // A strict content policy refuses data: URLs, so nothing is inlined.
    assetsInlineLimit: 0,
    // Libraries change less often than the product: their file stays in the browser's cache.
    chunkSizeWarningLimit: 550,
    rolldownOptions: { output: { codeSplitting: { groups: [{ name: "libraries", test: /node_modules/ }] } } },
  },
  server: {
    // The Host header is kept: the business is found by its subdomain (demo.localhost).
    proxy: {
      "/api": { target: backend },
      "/ws": { target: backend, ws: true },
    },
  },
  test: {
    environment: "jsdom",
    environmentOptions: { jsdom: { url: "http://demo.localhost/" } },
    setupFiles: ["src/test/setup.ts"],
    restoreMocks: true,
    // A worker and a browser for every file cost three times what the tests do; src/test/setup.ts clears up.
    pool: "threads",
    isolate: false,
    testTimeout: 120_000,
    hookTimeout: 120_000,
  },
}));
