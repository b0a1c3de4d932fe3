import { SearchX } from "lucide-react";
import { useTranslation } from "react-i18next";
import { Link } from "react-router";
import { buttonLook } from "./button-look";
import { Notice } from "./notice";

interface NotFoundProps {
  title: string;
  /** Where to go from here. */
  to: string;
  label: string;
}

/** In the place of a page: what its address names does not exist. */
export function NotFound({ title, to, label }: NotFoundProps) {
  const { t } = useTranslation();
  return (
    <Notice page icon={SearchX} title={title} hint={t("state.notFoundHint")}>
      <Link to={to} className={buttonLook("primary")}>
        {label}
      </Link>
    </Notice>
  );
}
