using AuditService.Core.Risks;

namespace AuditService.Tests.Core.Risks;

public sealed class RiskGridTests
{
    [Theory]
    [InlineData(4, "MHHH")]
    [InlineData(3, "MMHH")]
    [InlineData(2, "LLMM")]
    [InlineData(1, "LLLM")]
    public void The_grid_of_EBIOS_RM_gives_each_level(int likelihood, string byGravity) =>
        Assert.Equal(byGravity, string.Concat(Enumerable.Range(1, 4).Select(gravity => RiskGrid.EbiosRm.LevelOf(gravity, likelihood).ToString()![0])));

    [Theory]
    [InlineData(0, 1)]
    [InlineData(1, 5)]
    [InlineData(-3, 2)]
    [InlineData(null, 2)]
    [InlineData(2, null)]
    public void What_is_off_the_scale_has_no_level(int? gravity, int? likelihood) => Assert.Null(RiskGrid.EbiosRm.LevelOf(gravity, likelihood));

    [Fact]
    public void A_greater_gravity_or_likelihood_never_lowers_the_level()
    {
        for (var gravity = 1; gravity <= 4; gravity++)
        {
            for (var likelihood = 1; likelihood <= 4; likelihood++)
            {
                var level = RiskGrid.EbiosRm.LevelOf(gravity, likelihood);
                if (gravity < 4)
                    Assert.True(RiskGrid.EbiosRm.LevelOf(gravity + 1, likelihood) >= level);
                if (likelihood < 4)
                    Assert.True(RiskGrid.EbiosRm.LevelOf(gravity, likelihood + 1) >= level);
            }
        }
    }
}
