import { formatPhone } from "@/lib/format/phone";

export function PhoneNumber({ e164 }: { e164: string }) {
  return (
    <bdi dir="ltr" className="whitespace-nowrap">
      {formatPhone(e164)}
    </bdi>
  );
}
