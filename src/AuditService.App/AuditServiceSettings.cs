namespace AuditService.App;

/// <summary>The section <c>AuditService</c> of <c>appsettings.json</c>; each key can be overridden by an environment variable (<c>AuditService__DataDirectory</c>).</summary>
public sealed record AuditServiceSettings
{
    public const string Section = "AuditService";

    /// <summary>Where the database, the contents and the reports live. Relative to the current directory.</summary>
    public string DataDirectory { get; init; } = "auditservice-data";

    /// <summary>Folders of rule packs. Relative to the program, then to the current directory.</summary>
    public IReadOnlyList<string> RulePacks { get; init; } = ["rules"];

    /// <summary>Assemblies (paths of .dll files) with collectors of third parties.</summary>
    public IReadOnlyList<string> Collectors { get; init; } = [];

    /// <summary>Bases of published flaws of packages in the OSV format: the archives of https://osv.dev by ecosystem (all.zip), .json files, or folders. Read where they lie; nothing is downloaded.</summary>
    public IReadOnlyList<string> Advisories { get; init; } = [];

    /// <summary><c>fr</c> or <c>en</c>.</summary>
    public string Language { get; init; } = "fr";

    public BrowserSettings Browser { get; init; } = new();

    public LimitSettings Limits { get; init; } = new();

    public JobSettings Jobs { get; init; } = new();

    public NotificationSettings Notifications { get; init; } = new();

    public People.AccessSettings Access { get; init; } = new();

    public sealed record BrowserSettings
    {
        /// <summary>Path of a Chromium, Chrome or Edge; null to look for one.</summary>
        public string? Path { get; init; }

        /// <summary>True when a Chromium may be installed if none is found.</summary>
        public bool MayInstall { get; init; } = true;

        /// <summary>True when pages that are declared by URL may be visited.</summary>
        public bool AllowNetwork { get; init; }

        /// <summary>Private addresses that may be visited where a dossier declares them: <c>127.0.0.1:5173</c>, a site under development. None on a service that others submit to.</summary>
        public IReadOnlyList<string> TrustedEndpoints { get; init; } = [];
    }

    public sealed record JobSettings
    {
        /// <summary>Audits of submissions that run at once in one process; the night has one more worker of its own.</summary>
        public int Workers { get; init; } = 1;

        /// <summary>
        /// True to carry out each audit in a process of its own, whose memory is then this audit's alone; false to share this process, and its memory,
        /// among the audits that run at once.
        /// </summary>
        public bool ProcessPerAudit { get; init; } = true;

        /// <summary>False on a machine without a browser: it takes only orders that need none.</summary>
        public bool Browser { get; init; } = true;

        /// <summary>Attempts after which a fault of ours ends an order.</summary>
        public int Attempts { get; init; } = 3;

        /// <summary>An audit that takes longer is stopped.</summary>
        public double AuditMinutes { get; init; } = 30;
    }

    /// <summary>Off unless a way is given: <see cref="Smtp"/>, <see cref="DropDirectory"/>, <see cref="Webhooks"/>.</summary>
    public sealed record NotificationSettings
    {
        /// <summary>Where people reach the service (<c>https://audit.example.org</c>): messages link to it. Null for messages without a link.</summary>
        public string? BaseUrl { get; init; }

        /// <summary>Sender of mails.</summary>
        public string From { get; init; } = "auditservice@localhost";

        public SmtpSettings Smtp { get; init; } = new();

        /// <summary>For trying out: mails become .eml files here and none leaves the machine, whatever <see cref="Smtp"/> says.</summary>
        public string? DropDirectory { get; init; }

        /// <summary>True when the webhooks of projects are called.</summary>
        public bool Webhooks { get; init; }

        /// <summary>For trying out: webhooks of this machine are called too, by http or https.</summary>
        public bool AllowLoopbackWebhooks { get; init; }

        public bool SendsMail => DropDirectory is { Length: > 0 } || Smtp.Host is { Length: > 0 };
    }

    public sealed record SmtpSettings
    {
        public string? Host { get; init; }

        public int Port { get; init; } = 587;

        public SmtpSecurity Security { get; init; } = SmtpSecurity.StartTls;

        /// <summary>Null for a server that asks for none.</summary>
        public string? User { get; init; }

        /// <summary>From the environment (<c>AuditService__Notifications__Smtp__Password</c>), never in a file that is shared.</summary>
        public string? Password { get; init; }

        /// <summary>Without the password.</summary>
        public override string ToString() => $"{Host}:{Port}";
    }

    public enum SmtpSecurity
    {
        /// <summary>Plain until the server agrees to encrypt; a server that does not is refused.</summary>
        StartTls,

        /// <summary>Encrypted from the first byte (port 465).</summary>
        Tls,

        /// <summary>Never encrypted: no user and password are sent that way.</summary>
        None,
    }

    public sealed record LimitSettings
    {
        /// <summary>Steps of collectors that run at once; 0 for one a processor.</summary>
        public int Parallelism { get; init; }

        public double StepSeconds { get; init; } = 180;

        public double IntakeSeconds { get; init; } = 600;

        public int ArchiveEntries { get; init; } = 5_000;

        public int FolderFiles { get; init; } = 50_000;

        public long ArchiveMegabytes { get; init; } = 500;

        public long FolderMegabytes { get; init; } = 20_000;

        public long TextFileMegabytes { get; init; } = 5;

        /// <summary>Inflated bytes for one compressed byte, beyond the first 10 MB.</summary>
        public int ArchiveRatio { get; init; } = 100;

        /// <summary>
        /// Memory that one audit of the service may hold, where each has a process of its own (<see cref="JobSettings.ProcessPerAudit"/>); 0 for an even share of
        /// <see cref="MemoryMegabytes"/> for each that may run at once, 1,024 at least.
        /// </summary>
        public long AuditMegabytes { get; init; }

        /// <summary>Memory of a process in which audits share it, from which steps that run are stopped, of the largest dossier first; 0 for half of the machine's (of the container's).</summary>
        public long MemoryMegabytes { get; init; }

        /// <summary>Processes at once that read documents; 0 for what fits a quarter of the memory, one a processor at most.</summary>
        public int Children { get; init; }

        /// <summary>Documents after which such a process is replaced.</summary>
        public int ChildDocuments { get; init; } = 50;

        /// <summary>Managed heap of such a process.</summary>
        public long ChildHeapMegabytes { get; init; } = 512;

        /// <summary>All memory of such a process.</summary>
        public long ChildMemoryMegabytes { get; init; } = 1_024;

        /// <summary>Processor time of one document; six times as much on the clock.</summary>
        public double ChildCpuSeconds { get; init; } = 20;

        /// <summary>What one document may give.</summary>
        public int ChildOutputMegabytes { get; init; } = 64;
    }
}
