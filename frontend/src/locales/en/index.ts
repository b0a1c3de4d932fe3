export { default as appointments } from "./appointments.json";
export { default as auth } from "./auth.json";
export { default as calls } from "./calls.json";
export { default as common } from "./common.json";
export { default as credentials } from "./credentials.json";
export { default as leads } from "./leads.json";
