namespace AuditService.Core.Architecture;

public enum FlowAuthentication
{
    None,
    Credentials,
    SessionId,
    Token,
    ClientCertificate,
    TwoFactor,
    Externalized,
}

public enum FlowAuthorization
{
    None,
    TechnicalUser,
    EndUserIdentityPropagation,
}
