import { Eye, EyeOff } from "lucide-react";
import { useState } from "react";
import { useTranslation } from "react-i18next";
import { IconButton } from "./icon-button";
import { TextField, type TextFieldProps } from "./text-field";

export function PasswordField(props: Omit<TextFieldProps, "type" | "dir" | "children">) {
  const { t } = useTranslation();
  const [visible, setVisible] = useState(false);
  return (
    <TextField
      type={visible ? "text" : "password"}
      dir="ltr"
      autoCapitalize="none"
      spellCheck={false}
      className="pe-11 rtl:ps-11 rtl:pe-3"
      {...props}
    >
      <IconButton
        icon={visible ? EyeOff : Eye}
        label={t("showPassword")}
        aria-pressed={visible}
        onClick={() => setVisible(!visible)}
        className="absolute end-0 top-0"
      />
    </TextField>
  );
}
