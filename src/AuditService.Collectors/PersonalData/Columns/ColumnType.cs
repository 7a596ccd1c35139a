namespace AuditService.Collectors.PersonalData.Columns;

/// <summary>What the values of a column are, once missing ones are set aside.</summary>
public enum ColumnType
{
    /// <summary>No value at all.</summary>
    Empty,
    Boolean,
    Integer,
    Number,
    Date,
    DateTime,
    Text,
}
