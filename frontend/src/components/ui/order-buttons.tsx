import { ArrowDown, ArrowUp } from "lucide-react";
import { IconButton } from "./icon-button";

export interface Place {
  isFirst: boolean;
  isLast: boolean;
  onMove: (by: -1 | 1) => void;
}

interface OrderButtonsProps {
  place: Place;
  up: string;
  down: string;
}

/** A place up or down in a list that somebody puts in order. */
export function OrderButtons({ place: { isFirst, isLast, onMove }, up, down }: OrderButtonsProps) {
  return (
    <>
      <IconButton icon={ArrowUp} label={up} disabled={isFirst} onClick={() => onMove(-1)} className="disabled:opacity-30" />
      <IconButton icon={ArrowDown} label={down} disabled={isLast} onClick={() => onMove(1)} className="disabled:opacity-30" />
    </>
  );
}
