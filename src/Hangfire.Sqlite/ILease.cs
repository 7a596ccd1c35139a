namespace Hangfire.Sqlite;

/// <summary>Something held for a limited time that stays held while it is renewed.</summary>
internal interface ILease
{
    /// <summary>How long after <see cref="Renew"/> it must be renewed again.</summary>
    TimeSpan RenewEvery { get; }

    /// <summary>False when it is lost: it is not renewed any more.</summary>
    bool Renew();
}
