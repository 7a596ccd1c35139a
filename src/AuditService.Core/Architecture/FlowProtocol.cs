namespace AuditService.Core.Architecture;

/// <summary>How two components speak: the 48 words of Threagile.</summary>
public enum FlowProtocol
{
    UnknownProtocol,
    Http,
    Https,
    Ws,
    Wss,
    ReverseProxyWebProtocol,
    ReverseProxyWebProtocolEncrypted,
    Mqtt,
    Jdbc,
    JdbcEncrypted,
    Odbc,
    OdbcEncrypted,
    SqlAccessProtocol,
    SqlAccessProtocolEncrypted,
    NosqlAccessProtocol,
    NosqlAccessProtocolEncrypted,
    Binary,
    BinaryEncrypted,
    Text,
    TextEncrypted,
    Ssh,
    SshTunnel,
    Smtp,
    SmtpEncrypted,
    Pop3,
    Pop3Encrypted,
    Imap,
    ImapEncrypted,
    Ftp,
    Ftps,
    Sftp,
    Scp,
    Ldap,
    Ldaps,
    Jms,
    Nfs,
    Smb,
    SmbEncrypted,
    LocalFileAccess,
    Nrpe,
    Xmpp,
    Iiop,
    IiopEncrypted,
    Jrmp,
    JrmpEncrypted,
    InProcessLibraryCall,
    InterProcessCommunication,
    ContainerSpawning,
}

/// <summary>What a protocol says of the link that uses it.</summary>
public static class FlowProtocols
{
    /// <summary>Never leaves the machine.</summary>
    public static bool IsLocal(this FlowProtocol protocol) =>
        protocol is FlowProtocol.InProcessLibraryCall or FlowProtocol.InterProcessCommunication or FlowProtocol.LocalFileAccess or FlowProtocol.ContainerSpawning;

    public static bool IsEncrypted(this FlowProtocol protocol) => protocol is
        FlowProtocol.Https or FlowProtocol.Wss or FlowProtocol.ReverseProxyWebProtocolEncrypted or FlowProtocol.JdbcEncrypted or FlowProtocol.OdbcEncrypted
        or FlowProtocol.SqlAccessProtocolEncrypted or FlowProtocol.NosqlAccessProtocolEncrypted or FlowProtocol.BinaryEncrypted or FlowProtocol.TextEncrypted
        or FlowProtocol.Ssh or FlowProtocol.SshTunnel or FlowProtocol.SmtpEncrypted or FlowProtocol.Pop3Encrypted or FlowProtocol.ImapEncrypted
        or FlowProtocol.Ftps or FlowProtocol.Sftp or FlowProtocol.Scp or FlowProtocol.Ldaps or FlowProtocol.SmbEncrypted
        or FlowProtocol.IiopEncrypted or FlowProtocol.JrmpEncrypted;

    /// <summary>Encrypted under another name, if at all.</summary>
    public static bool IsAlwaysClear(this FlowProtocol protocol) => protocol is
        FlowProtocol.Http or FlowProtocol.Ws or FlowProtocol.ReverseProxyWebProtocol or FlowProtocol.Ftp or FlowProtocol.Ldap
        or FlowProtocol.Smtp or FlowProtocol.Pop3 or FlowProtocol.Imap or FlowProtocol.Nrpe;

    /// <summary>What a browser speaks, or a proxy in its name.</summary>
    public static bool IsWeb(this FlowProtocol protocol) => protocol is
        FlowProtocol.Http or FlowProtocol.Https or FlowProtocol.Ws or FlowProtocol.Wss or FlowProtocol.ReverseProxyWebProtocol or FlowProtocol.ReverseProxyWebProtocolEncrypted;

    public static bool IsDatabase(this FlowProtocol protocol) => protocol is
        FlowProtocol.Jdbc or FlowProtocol.JdbcEncrypted or FlowProtocol.Odbc or FlowProtocol.OdbcEncrypted or FlowProtocol.SqlAccessProtocol
        or FlowProtocol.SqlAccessProtocolEncrypted or FlowProtocol.NosqlAccessProtocol or FlowProtocol.NosqlAccessProtocolEncrypted;

    /// <summary>May carry queries: databases with a REST interface or a protocol of their own.</summary>
    public static bool MayCarryQueries(this FlowProtocol protocol) =>
        protocol is FlowProtocol.Http or FlowProtocol.Https or FlowProtocol.Binary or FlowProtocol.BinaryEncrypted;

    public static bool IsFileTransfer(this FlowProtocol protocol) => protocol is FlowProtocol.Ftp or FlowProtocol.Ftps or FlowProtocol.Sftp;

    /// <summary>The protocol that is this one under TLS; the same where there is none or it already is.</summary>
    public static FlowProtocol Encrypted(this FlowProtocol protocol) => protocol switch
    {
        FlowProtocol.Http => FlowProtocol.Https,
        FlowProtocol.Ws => FlowProtocol.Wss,
        FlowProtocol.ReverseProxyWebProtocol => FlowProtocol.ReverseProxyWebProtocolEncrypted,
        FlowProtocol.Jdbc => FlowProtocol.JdbcEncrypted,
        FlowProtocol.Odbc => FlowProtocol.OdbcEncrypted,
        FlowProtocol.SqlAccessProtocol => FlowProtocol.SqlAccessProtocolEncrypted,
        FlowProtocol.NosqlAccessProtocol => FlowProtocol.NosqlAccessProtocolEncrypted,
        FlowProtocol.Binary => FlowProtocol.BinaryEncrypted,
        FlowProtocol.Text => FlowProtocol.TextEncrypted,
        FlowProtocol.Smtp => FlowProtocol.SmtpEncrypted,
        FlowProtocol.Pop3 => FlowProtocol.Pop3Encrypted,
        FlowProtocol.Imap => FlowProtocol.ImapEncrypted,
        FlowProtocol.Ftp => FlowProtocol.Ftps,
        FlowProtocol.Ldap => FlowProtocol.Ldaps,
        FlowProtocol.Smb => FlowProtocol.SmbEncrypted,
        FlowProtocol.Iiop => FlowProtocol.IiopEncrypted,
        FlowProtocol.Jrmp => FlowProtocol.JrmpEncrypted,
        _ => protocol,
    };
}
