using Anneal.Parameters;

namespace Anneal.Tests.Parameters;

public class ShapeTests
{
    [Fact]
    public void A_shape_spread_into_another_keeps_its_sizes()
    {
        Shape picture = [3, 1, 5];
        Shape batch = [8, .. picture];
        Assert.Equal([8, 3, 1, 5], batch.Sizes.ToArray());
        Shape number = [];
        batch = [8, .. number];
        Assert.Equal([8], batch.Sizes.ToArray());
    }

    [Fact]
    public void A_shape_holds_the_product_of_its_sizes()
    {
        Shape shape = [4, 3, 2];
        Assert.Equal((24, 3, 4, 2), (shape.FlattenedLength, shape.Rank, shape[0], shape[^1]));
        Assert.Equal("[4, 3, 2]", shape.ToString());
        Assert.Equal((1, 0), (default(Shape).FlattenedLength, default(Shape).Rank));
        Assert.Equal(default, Shape.Of([]));
        Assert.Equal(0, Shape.Of([3, 0]).FlattenedLength);
    }

    [Fact]
    public void Shapes_are_equal_when_all_sizes_are()
    {
        Assert.True(Shape.Of([2, 3]) == [2, 3]);
        Assert.True(Shape.Of([2, 3]) != [3, 2]);
        Assert.Equal(Shape.Of([2, 3]).GetHashCode(), Shape.Of([2, 3]).GetHashCode());
    }

    [Fact]
    public void Sizes_that_cannot_be_are_refused_before_anything_is_allocated()
    {
        Assert.StartsWith("A shape has no negative size: [2, -1].", Agree.Refused(() => Shape.Of([2, -1])), StringComparison.Ordinal);
        Assert.StartsWith("The shape [100000, 100000, 100000] holds more than", Agree.Refused(() => Shape.Of([100_000, 100_000, 100_000])), StringComparison.Ordinal);
    }
}
