namespace AuditService.Core.Runs;

/// <summary>When a project is audited again without anybody submitting it.</summary>
/// <param name="Cron">Five fields, in the time of <paramref name="Zone"/>.</param>
/// <param name="Zone">IANA name of the time zone.</param>
/// <param name="WindowMinutes">Projects of the same hour are spread over this many minutes, each at a moment of its own that stays.</param>
/// <param name="NextAt">The next planned moment; null when it is switched off.</param>
public sealed record Schedule(string ProjectId, bool IsOn, string Cron, string Zone, int WindowMinutes, DateTimeOffset? NextAt)
{
    public const string EveryNight = "0 2 * * *";

    public const string Paris = "Europe/Paris";

    public const int UsualWindowMinutes = 120;

    public static Schedule Default(string projectId) => new(projectId, IsOn: true, EveryNight, Paris, UsualWindowMinutes, NextAt: null);
}
