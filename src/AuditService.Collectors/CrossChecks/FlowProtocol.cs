using System.Collections.Frozen;

namespace AuditService.Collectors.CrossChecks;

/// <summary>
/// Reads a protocol as an author writes it ("HTTPS", "postgres over TLS", "fichier"). A protocol that exists both with and without encryption
/// (SQL, AMQP, gRPC, Redis ...) says nothing.
/// </summary>
internal static class FlowProtocol
{
    private static readonly FrozenSet<string> Encrypting =
    [
        .. "https tls ssl mtls dtls sftp ftps ssh scp wss grpcs amqps ldaps mqtts smtps imaps pop3s rediss vpn ipsec wireguard quic http3 hsts".Split(' '),
    ];

    private static readonly FrozenSet<string> InTheMachine =
    [
        .. "local localhost loopback ipc unix file files fichier fichiers disk disque memory memoire process processus inprocess library bibliotheque function fonction stdin stdout pipe".Split(' '),
    ];

    private static readonly FrozenSet<string> InClear = [.. "http ftp tftp ws telnet ldap smtp imap pop3 snmp rsh rlogin".Split(' ')];

    public static FlowProtection Of(string? protocol)
    {
        if (string.IsNullOrWhiteSpace(protocol))
            return FlowProtection.Unknown;
        var words = PlainNames.Fold(protocol).Split([' ', ',', ';', '/', '(', ')', '+', '-', '.', ':', '_'], StringSplitOptions.RemoveEmptyEntries);
        if (Array.Exists(words, Encrypting.Contains))
            return FlowProtection.Encrypted;
        if (Array.Exists(words, InTheMachine.Contains))
            return FlowProtection.Local;
        return Array.Exists(words, InClear.Contains) ? FlowProtection.Clear : FlowProtection.Unknown;
    }
}
