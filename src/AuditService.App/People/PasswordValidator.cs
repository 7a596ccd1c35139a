using AuditService.Core.People;
using Microsoft.AspNetCore.Identity;

namespace AuditService.App.People;

/// <summary>Length is what counts (ASVS 5.0, 6.2): no rules on kinds of characters, but neither the own name nor an endless text.</summary>
internal sealed class PasswordValidator : IPasswordValidator<Account>
{
    private const int MostCharacters = 256;
    private const int FewestOfName = 4;

    public Task<IdentityResult> ValidateAsync(UserManager<Account> manager, Account user, string? password) => Task.FromResult(Validate(user, password ?? ""));

    private static IdentityResult Validate(Account user, string password)
    {
        if (password.Length > MostCharacters)
            return BilingualErrors.Failed(nameof(MostCharacters), $"Le mot de passe a plus de {MostCharacters} caractères.", $"The password has more than {MostCharacters} characters.");
        var names = user.Email.Split('@')[..1].Concat(user.Name.Split(' ')).Where(name => name.Length >= FewestOfName);
        return names.Any(name => password.Contains(name, StringComparison.OrdinalIgnoreCase))
            ? BilingualErrors.Failed("Name", "Le mot de passe contient le nom ou l'adresse de la personne.", "The password contains the person's name or address.")
            : IdentityResult.Success;
    }
}
