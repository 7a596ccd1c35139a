using AuditService.Collectors.SourceCode;
using AuditService.Core.Facts;

namespace AuditService.Tests.Collectors.SourceCode;

public sealed class LoggedPersonalDataTests
{
    [Theory]
    [InlineData("python", "logger.info(f'CV de {candidat.email}')\n")]
    [InlineData("javascript", "logger.info(user.email)\n")]
    public void A_log_of_a_datum_is_proven(string language, string code) => Assert.True(Assert.Single(Scan(language, code)).Confidence >= Observation.Sure);

    [Theory]
    [InlineData("python", "print(user.email)\n")]
    [InlineData("javascript", "console.log(`Créé : ${user.email}`)\n")]
    [InlineData("python", "logger.info(patient)\n")]
    [InlineData("python", "logging.info('question=%s ip=%s', question, ip)\n")]
    public void A_display_or_a_name_of_two_meanings_goes_to_a_person(string language, string code) => Assert.True(Assert.Single(Scan(language, code)).Confidence < Observation.Sure);

    [Theory]
    [InlineData("print(ham_emails[1].get_content())\n")]
    [InlineData("logger.info(len(emails))\n")]
    [InlineData("logger.info('email')\n")]
    public void Messages_counts_and_words_are_none(string code) => Assert.Empty(Scan("python", code));

    [Fact]
    public void What_a_cell_of_a_notebook_shows_is_no_log() =>
        Assert.Empty(LoggedPersonalData.Scan(Some.Code("python", "print(user.email)\n") with { Format = "notebook" }));

    private static Sighting[] Scan(string language, string code) => [.. LoggedPersonalData.Scan(Some.Code(language, code))];
}
