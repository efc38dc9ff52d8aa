/* Passkeys need a script: their buttons show only where there is one, and what failed, or was cancelled, is told. */
for (const hidden of document.querySelectorAll(".needs-script")) hidden.hidden = false;
document.addEventListener("allauth.error", (event) => {
  event.preventDefault();
  document.getElementById("passkey-failed").hidden = false;
});
