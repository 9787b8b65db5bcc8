/* Passkeys: the device makes one, or signs in by one. The form is shown only where that can work. */

const form = document.querySelector("form[data-passkey]");
const failed = document.querySelector("[data-passkey-failed]");

/* What the server asks of the device: on the page where one is added, from the server where one signs in. */
async function question() {
  const data = document.querySelector("#passkey-question");
  if (data) return JSON.parse(data.textContent).creation_options;
  const answer = await fetch(form.action, { headers: { Accept: "application/json" } });
  if (!answer.ok) throw new Error(answer.status);
  return (await answer.json()).request_options;
}

/* A passkey stands for both the address and the password: the device must find it by itself and know its owner. */
function forSigningIn({ publicKey }) {
  const wanted = { residentKey: "required", requireResidentKey: true, userVerification: "required" };
  const authenticatorSelection = { ...publicKey.authenticatorSelection, ...wanted };
  return { publicKey: { ...publicKey, authenticatorSelection } };
}

async function ask(event) {
  event.preventDefault();
  failed.hidden = true;
  try {
    const asked = await question();
    const made = form.dataset.passkey === "add";
    const answer = made ? await webauthnJSON.create(forSigningIn(asked)) : await webauthnJSON.get(asked);
    form.elements.credential.value = JSON.stringify(answer);
    form.submit();
  } catch {
    // Cancelled, too late or not allowed: a browser does not tell which, so neither do we.
    failed.hidden = false;
  }
}

if (form && window.PublicKeyCredential && window.webauthnJSON) {
  form.closest("[data-passkey-place]").hidden = false;
  form.addEventListener("submit", ask);
}
