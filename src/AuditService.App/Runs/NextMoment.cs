using System.Security.Cryptography;
using System.Text;
using AuditService.Core;
using AuditService.Core.Runs;
using Cronos;

namespace AuditService.App.Runs;

/// <summary>From the words of a schedule to moments.</summary>
public static class NextMoment
{
    private const int Looked = 200;

    private static readonly TimeSpan LeastGap = TimeSpan.FromHours(1);

    /// <summary>
    /// The first planned moment after <paramref name="after"/>: the local time of the schedule's zone, plus the minutes of the project's own within
    /// the window. A local time that does not exist on the day the clocks go forward comes right after; one that exists twice comes once.
    /// </summary>
    public static DateTimeOffset? After(Schedule schedule, DateTimeOffset after)
    {
        if (!schedule.IsOn)
            return null;
        var own = OwnMinutes(schedule);
        var next = CronExpression.Parse(schedule.Cron).GetNextOccurrence(after - own, TimeZoneInfo.FindSystemTimeZoneById(schedule.Zone));
        return next is { } moment ? (moment + own).ToUniversalTime() : null;
    }

    /// <summary>What is wrong with a schedule, in words for whoever wrote it.</summary>
    public static IReadOnlyList<AuthorProblem> Problems(Schedule schedule, DateTimeOffset now)
    {
        var problems = new List<AuthorProblem>();
        var isCron = CronExpression.TryParse(schedule.Cron, out var cron);
        if (isCron && schedule.IsOn)
            problems.AddRange(RhythmProblems(schedule.Cron, [.. cron!.GetOccurrences(now, now.AddYears(8), TimeZoneInfo.Utc).Take(Looked)]));
        if (!isCron)
            problems.Add(new(new("cron", 1, 1), $"« {schedule.Cron} » n'est pas une expression cron de cinq champs (« 0 2 * * * » : chaque nuit à 2 h).", $"\"{schedule.Cron}\" is no cron expression of five fields (\"0 2 * * *\": each night at 2)."));
        if (!TimeZoneInfo.TryFindSystemTimeZoneById(schedule.Zone, out _))
            problems.Add(new(new("zone", 1, 1), $"Fuseau inconnu « {schedule.Zone} » (exemple : Europe/Paris).", $"Unknown time zone \"{schedule.Zone}\" (for example Europe/Paris)."));
        if (schedule.WindowMinutes is < 0 or > 720)
            problems.Add(new(new("windowMinutes", 1, 1), "windowMinutes va de 0 à 720.", "windowMinutes goes from 0 to 720."));
        return problems;
    }

    private static IEnumerable<AuthorProblem> RhythmProblems(string cron, IReadOnlyList<DateTimeOffset> moments)
    {
        if (moments.Count == 0)
            yield return new(new("cron", 1, 1), $"« {cron} » ne tombe jamais.", $"\"{cron}\" never comes.");
        if (moments.Zip(moments.Skip(1), (one, next) => next - one).Any(gap => gap < LeastGap))
            yield return new(new("cron", 1, 1), $"« {cron} » revient plus d'une fois par heure.", $"\"{cron}\" comes more than once an hour.");
    }

    /// <summary>The same each night: a project's audits stay a day apart.</summary>
    private static TimeSpan OwnMinutes(Schedule schedule)
    {
        if (schedule.WindowMinutes == 0)
            return TimeSpan.Zero;
        var hash = SHA256.HashData(Encoding.UTF8.GetBytes(schedule.ProjectId));
        return TimeSpan.FromMinutes(BitConverter.ToUInt32(hash) % (uint)schedule.WindowMinutes);
    }
}
