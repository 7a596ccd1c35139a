// Passkeys: asks the service what to ask, the browser's authenticator to answer, and sends the form with the answer. Words are in the form, in the page's language.
for (const form of document.querySelectorAll("form[data-passkey]")) {
  const button = form.querySelector("button");
  const alert = form.querySelector("[role=alert]");

  const say = words => {
    alert.textContent = words;
    alert.hidden = !words;
  };

  const wordsOf = fault => {
    switch (fault.name) {
      case "NotAllowedError":
      case "AbortError":
        return form.dataset.cancelled;
      case "InvalidStateError":
        return form.dataset.known;
      case "SecurityError":
      case "NotSupportedError":
        return form.dataset.unable;
      default:
        return form.dataset.failed;
    }
  };

  const answer = async () => {
    if (!window.PublicKeyCredential?.parseCreationOptionsFromJSON || !navigator.credentials)
      return void say(form.dataset.unable);
    const asked = await fetch(form.dataset.options, { method: "POST", headers: { Accept: "application/json" }, body: new URLSearchParams(new FormData(form)) });
    const options = await asked.json();
    if (!asked.ok)
      return void say(options.detail ?? form.dataset.failed);
    const credential = form.dataset.passkey === "create"
      ? await navigator.credentials.create({ publicKey: PublicKeyCredential.parseCreationOptionsFromJSON(options) })
      : await navigator.credentials.get({ publicKey: PublicKeyCredential.parseRequestOptionsFromJSON(options) });
    form.elements.credential.value = JSON.stringify(credential);
    for (const secret of form.querySelectorAll("input[type=password]"))
      secret.disabled = true;
    form.submit();
  };

  form.addEventListener("submit", async event => {
    event.preventDefault();
    say("");
    button.disabled = true;
    try {
      await answer();
    } catch (fault) {
      say(wordsOf(fault));
    } finally {
      button.disabled = false;
    }
  });
}
