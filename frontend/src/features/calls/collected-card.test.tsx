import { screen } from "@testing-library/react";
import { expect, it } from "vitest";
import { openApp } from "@/test/open-app";
import { call, callDetail, me } from "@/test/samples";

it.each([
  ["he", "תגובה חציונית", "0.74 שנ׳"],
  ["en", "Median reply", "0.74 s"],
])("in %s, the median of the replies is called one", async (language, label, shown) => {
  openApp("/calls/31", {
    "GET /api/v1/me": () => ({ ...me, user: { ...me.user, language } }),
    "GET /api/v1/calls/31/": () => callDetail(call, { latency: { first_audio_ms: 310, turn_ms_median: 740 } }),
  });

  expect((await screen.findByText(label)).nextElementSibling).toHaveTextContent(shown);
});
