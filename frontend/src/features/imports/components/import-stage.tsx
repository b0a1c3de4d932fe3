import { FileX } from "lucide-react";
import { useState } from "react";
import { useTranslation } from "react-i18next";
import { Link } from "react-router";
import { buttonLook } from "@/components/ui/button-look";
import { Card } from "@/components/ui/card";
import { Notice } from "@/components/ui/notice";
import { type Import, isWorking } from "../api/types";
import { CheckedCard } from "./checked-card";
import { DoneCard } from "./done-card";
import { MappingCard } from "./mapping-card";
import { ProgressCard } from "./progress-card";
import { type Step, Steps } from "./steps";

const stepOf: Record<Import["state"], Step> = {
  uploaded: "mapping",
  checking: "check",
  checked: "check",
  running: "import",
  done: "import",
  rolling_back: "import",
  rolled_back: "import",
  failed: "check",
};

/** Where one file stands on its way, and the next thing to decide. */
export function ImportStage({ made }: { made: Import }) {
  const [isRemapping, setRemapping] = useState(false);
  const maps = made.state === "uploaded" || (made.state === "checked" && isRemapping);
  return (
    <>
      <Steps at={maps ? "mapping" : stepOf[made.state]} isOver={made.state === "done"} />
      {maps && <MappingCard made={made} onChecked={() => setRemapping(false)} />}
      {isWorking(made) && <ProgressCard made={made} />}
      {made.state === "checked" && !isRemapping && <CheckedCard made={made} onChange={() => setRemapping(true)} />}
      {(made.state === "done" || made.state === "rolled_back") && <DoneCard made={{ ...made, state: made.state }} />}
      {made.state === "failed" && <FailedCard made={made} />}
    </>
  );
}

function FailedCard({ made }: { made: Import }) {
  const { t } = useTranslation("imports");
  return (
    <Card>
      <Notice role="alert" icon={FileX} title={t("failed.title")} hint={made.error?.message ?? t("failed.hint")}>
        <Link to="/leads/import" className={buttonLook("primary")}>
          {t("failed.again")}
        </Link>
      </Notice>
    </Card>
  );
}
