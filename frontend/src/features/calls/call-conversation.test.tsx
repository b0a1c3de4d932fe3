import { render, screen } from "@testing-library/react";
import { expect, it } from "vitest";
import { call, callDetail, runningCall } from "@/test/samples";
import type { CallDetail } from "./api/types";
import { CallConversation } from "./components/call-conversation";

function show(detail: CallDetail) {
  render(<CallConversation call={detail} renewRecording={async () => null} />);
}

it.each([call, runningCall])("says of a call that is not recorded that recording is off", (of) => {
  show(callDetail(of, { is_recorded: false }));

  expect(screen.getByText("הקלטת השיחות כבויה בעסק, ולכן השיחה הזו לא הוקלטה.")).toBeVisible();
});

it("says when the recording comes while the call runs, and that there is none afterwards", () => {
  show(callDetail(runningCall));
  expect(screen.getByText("ההקלטה תהיה זמינה אחרי סיום השיחה.")).toBeVisible();

  show(callDetail(call));
  expect(screen.getByText("אין הקלטה לשיחה הזו.")).toBeVisible();
});
