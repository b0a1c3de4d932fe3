import { Navigate } from "react-router";
import { useHome } from "../shell/places";

export function HomePage() {
  return <Navigate to={useHome()} replace />;
}
