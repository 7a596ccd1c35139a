using Microsoft.AspNetCore.Identity;

namespace AuditService.App.People;

/// <summary>Identity's own refusals in both languages.</summary>
internal sealed class BilingualErrors : IdentityErrorDescriber
{
    /// <summary>Between the French and the English of a description: in no text.</summary>
    private const char Parting = '\u001F';

    public override IdentityError DefaultError() => Error(nameof(DefaultError), "Cela n'a pas pu être fait.", "This could not be done.");

    public override IdentityError ConcurrencyFailure() => Error(nameof(ConcurrencyFailure), "Le compte a changé entre-temps : recommencez.", "The account has changed meanwhile: try again.");

    public override IdentityError PasswordMismatch() => Error(nameof(PasswordMismatch), "Le mot de passe actuel n'est pas le bon.", "The current password is wrong.");

    public override IdentityError InvalidEmail(string? email) => Error(nameof(InvalidEmail), "Ce n'est pas une adresse e-mail.", "This is not an e-mail address.");

    public override IdentityError InvalidUserName(string? userName) => InvalidEmail(userName);

    public override IdentityError DuplicateEmail(string email) => Error(nameof(DuplicateEmail), "Cette adresse a déjà un compte.", "This address has an account already.");

    public override IdentityError DuplicateUserName(string userName) => DuplicateEmail(userName);

    public override IdentityError PasswordTooShort(int length) =>
        Error(nameof(PasswordTooShort), $"Le mot de passe a moins de {length} caractères.", $"The password has fewer than {length} characters.");

    public override IdentityError PasswordRequiresUniqueChars(int uniqueChars) =>
        Error(nameof(PasswordRequiresUniqueChars), $"Le mot de passe a moins de {uniqueChars} caractères différents.", $"The password has fewer than {uniqueChars} different characters.");

    public static IdentityResult Failed(string code, string fr, string en) => IdentityResult.Failed(Error(code, fr, en));

    /// <summary>Throws <see cref="RefusedException"/> unless it succeeded.</summary>
    public static void ThrowUnless(IdentityResult result)
    {
        if (result.Succeeded)
            return;
        var texts = result.Errors.DistinctBy(error => error.Description).Select(error => error.Description.Split(Parting)).ToList();
        throw new RefusedException(Refusal.Invalid, string.Join(' ', texts.Select(text => text[0])), string.Join(' ', texts.Select(text => text[^1])));
    }

    private static IdentityError Error(string code, string fr, string en) => new() { Code = code, Description = $"{fr}{Parting}{en}" };
}
