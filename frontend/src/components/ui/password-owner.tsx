/** Tells the browser's password keeper whose password a form is about; people see it elsewhere. */
export function PasswordOwner({ email }: { email: string }) {
  return <input type="text" name="username" autoComplete="username" value={email} readOnly hidden />;
}
