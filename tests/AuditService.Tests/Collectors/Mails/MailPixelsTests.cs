using AuditService.Collectors.Mails;
using AuditService.Core.Facts;

namespace AuditService.Tests.Collectors.Mails;

/// <summary>Images by which an e-mail tells that it was opened.</summary>
public sealed class MailPixelsTests
{
    [Theory]
    [InlineData("<img src='https://t.exemple.net/a.gif' width='1' height='1'>")]
    [InlineData("<img src='https://t.exemple.net/a.gif' style='width: 1px; height:1px'>")]
    [InlineData("<img src='//t.exemple.net/a.gif' style='display:none'>")]
    [InlineData("<img src='https://t.exemple.net/logo.png?u={{ user_id }}' width='120' height='40'>")]
    [InlineData("<img src='{{ open_tracking_url }}' width=1 height=1>")]
    public void A_tracking_image_is_seen(string html) => Assert.True(Assert.Single(MailPixels.In(html)).Confidence >= Observation.Sure);

    [Fact]
    public void An_address_that_speaks_of_tracking_is_for_a_person_to_judge() => Assert.True(Assert.Single(MailPixels.In("<img src='https://t.exemple.net/track/logo.png' width='120' height='40'>")).Confidence < Observation.Sure);

    [Theory]
    [InlineData("<img src='https://exemple.net/logo.png' width='120' height='40'>")]
    [InlineData("<img src='cid:logo' width='1' height='1'>")]
    [InlineData("<img src='data:image/gif;base64,R0lGOD' width='1' height='1'>")]
    [InlineData("<img src='images/trait.gif' width='1' height='1'>")]
    [InlineData("<img src='https://exemple.net/{{ campaign }}/logo.png' width='120' height='40'>")]
    [InlineData("<p>open</p>")]
    public void A_plain_image_is_none(string html) => Assert.Empty(MailPixels.In(html));

    [Fact]
    public void The_values_of_a_reader_are_not_kept() => Assert.Equal("https://t.exemple.net/o", Assert.Single(MailPixels.In("<img src='https://t.exemple.net/o?mail=paul@exemple.fr' width='1' height='1'>")).Address);
}
