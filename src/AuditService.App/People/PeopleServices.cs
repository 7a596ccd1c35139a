using AuditService.Core.People;
using Microsoft.AspNetCore.DataProtection;
using Microsoft.AspNetCore.DataProtection.KeyManagement;
using Microsoft.AspNetCore.DataProtection.Repositories;
using Microsoft.AspNetCore.Identity;
using Microsoft.Extensions.DependencyInjection;

namespace AuditService.App.People;

/// <summary>What lets people in, for the doors that have people at them.</summary>
public static class PeopleServices
{
    private const int FewestCharacters = 12;
    private const int FewestDifferentCharacters = 5;
    private const int MostFailures = 5;
    private static readonly TimeSpan Lockout = TimeSpan.FromMinutes(15);

    /// <returns>The builder, for the door to add how it signs in.</returns>
    public static IdentityBuilder AddPeople(this IServiceCollection services)
    {
        services.AddDataProtection().SetApplicationName("AuditService");
        services.AddSingleton<IXmlRepository, DataProtectionKeys>();
        services.AddOptions<KeyManagementOptions>().Configure<IXmlRepository>((options, keys) => options.XmlRepository = keys);
        services.AddSingleton<IPasswordHasher<Account>, Argon2PasswordHasher>();
        services.AddScoped<FirstAdmin>().AddScoped<Invitations>().AddScoped<ManagePeople>().AddScoped<OwnAccount>().AddScoped<Sessions>().AddScoped<Passkeys>().AddSingleton<ApiTokens>();
        return services
            .AddIdentityCore<Account>(options =>
            {
                options.User.RequireUniqueEmail = true;

                // Every address is allowed that the e-mail check allows.
                options.User.AllowedUserNameCharacters = "";
                options.Password = new() { RequiredLength = FewestCharacters, RequiredUniqueChars = FewestDifferentCharacters, RequireDigit = false, RequireLowercase = false, RequireUppercase = false, RequireNonAlphanumeric = false };
                options.Lockout = new() { MaxFailedAccessAttempts = MostFailures, DefaultLockoutTimeSpan = Lockout };
                options.Tokens.AuthenticatorTokenProvider = TokenOptions.DefaultAuthenticatorProvider;
            })
            .AddUserStore<AccountStore>()
            .AddPasswordValidator<PasswordValidator>()
            .AddTokenProvider<AuthenticatorTokenProvider<Account>>(TokenOptions.DefaultAuthenticatorProvider)
            .AddErrorDescriber<BilingualErrors>();
    }
}
