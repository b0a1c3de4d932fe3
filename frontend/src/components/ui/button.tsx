import type { ComponentProps } from "react";
import { cn } from "@/lib/cn";
import { buttonLook, type ButtonTone } from "./button-look";

interface ButtonProps extends ComponentProps<"button"> {
  tone?: ButtonTone;
}

export function Button({ tone = "plain", className, type = "button", ...rest }: ButtonProps) {
  return <button type={type} className={cn(buttonLook(tone), className)} {...rest} />;
}
