using System.Buffers.Text;
using AuditService.App;
using AuditService.App.People;
using AuditService.Core.People;
using AuditService.Web.Access;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Identity;

namespace AuditService.Web.People;

/// <summary>Passkeys with a browser: each time a challenge for its authenticator, then the answer. Why an answer is not good is not told.</summary>
internal sealed class PasskeyDoor(IPasskeyHandler<Account> handler, PasskeyCeremonies ceremonies, Passkeys passkeys, SignInManager<Account> signIn, SignInLimits limits, OwnAccount own)
{
    /// <summary>What a browser asks an authenticator to make a key, as JSON. Throws <see cref="RefusedException"/>.</summary>
    public async Task<string> AskToAddAsync(HttpContext context, string personId, string name, string password)
    {
        var person = await passkeys.AskAsync(personId, name, password, context.RequestAborted);
        var asked = await handler.MakeCreationOptionsAsync(new() { Id = person.Id, Name = person.Email, DisplayName = person.Name }, context);
        ceremonies.Begin(context, asked.AttestationState ?? "", person.Id, name);
        return asked.CreationOptionsJson;
    }

    /// <summary>Keeps the key that an authenticator has made. Throws <see cref="RefusedException"/>.</summary>
    public async Task AddAsync(HttpContext context, string personId, string answer)
    {
        if (ceremonies.Find(context) is not { Name: { } name } ceremony || ceremony.PersonId != personId)
            throw NotAnswered();
        var made = await handler.PerformAttestationAsync(new() { HttpContext = context, CredentialJson = answer, AttestationState = ceremony.State });
        if (!made.Succeeded || made.UserEntity.Id != personId || !await ceremonies.EndAsync(context, ceremony))
            throw NotAnswered();
        await signIn.RefreshSignInAsync(await passkeys.AddAsync(personId, name, made.Passkey));
    }

    /// <summary>What a browser asks its authenticators to come in, whoever it is, as JSON.</summary>
    public async Task<string> AskToComeInAsync(HttpContext context)
    {
        var asked = await handler.MakeRequestOptionsAsync(user: null, context);
        ceremonies.Begin(context, asked.AssertionState ?? "");
        return asked.RequestOptionsJson;
    }

    /// <summary>Begins a session of whom the answer proves. It has both factors: the key, and what its authenticator checked.</summary>
    public async Task<SignInAnswer> ComeInAsync(HttpContext context, string answer)
    {
        if (ceremonies.Find(context) is not { PersonId: null } ceremony)
            return SignInAnswer.Wrong;
        var proof = await handler.PerformAssertionAsync(new() { HttpContext = context, CredentialJson = answer, AssertionState = ceremony.State });
        if (!proof.Succeeded || !await ceremonies.EndAsync(context, ceremony))
            return SignInAnswer.Wrong;
        if (!limits.Allows(proof.User.Email))
            return SignInAnswer.TooMany;
        if (!await passkeys.MayComeInAsync(proof.User, Base64Url.EncodeToString(proof.Passkey.CredentialId), proof.Passkey, context.RequestAborted))
            return SignInAnswer.Wrong;
        await signIn.SignInWithClaimsAsync(proof.User, SessionEvents.ByPasskey(), []);
        await own.NoteSignInAsync(proof.User, context.RequestAborted);
        return SignInAnswer.In;
    }

    private static RefusedException NotAnswered() => RefusedException.Invalid(
        "La clé d'accès n'a pas été reconnue : recommencez, dans un navigateur qui exécute JavaScript.",
        "The passkey was not recognised: try again, in a browser that runs JavaScript.");
}
