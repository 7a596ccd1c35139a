namespace AuditService.Collectors.SourceCode.Secrets;

/// <summary>What makes a matched value a secret: the groups that a masked pattern names tell.</summary>
internal enum SecretEvidence
{
    /// <summary>Its own format (the whole match, or the group <c>secret</c>).</summary>
    Format,

    /// <summary>The name it is given to (group <c>name</c> beside <c>secret</c>): the value must then look random, or like a password.</summary>
    Name,

    /// <summary>It stands where a password stands in an address or a connection string (group <c>password</c>): any value counts.</summary>
    Position,

    /// <summary>It is put to use as it is (group <c>literal</c>): in a file of secrets, or given to what hashes or signs. Even a word is a secret then, a weak one.</summary>
    Use,
}
