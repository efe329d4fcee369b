using Anneal.Parameters;

namespace Anneal.Modules.Initial;

/// <summary>The orthogonal factor of a random normal matrix, by Gram and Schmidt twice over, which is as good as Householder's for what random vectors are.</summary>
internal sealed class OrthogonalInitializer(double gain) : Initializer
{
    public override void Fill(Span<double> values, Shape shape, InitialRandom random)
    {
        if (shape.Rank < 2)
            throw new ArgumentException($"A weight of the shape {shape} cannot be orthogonal: at least two sizes are needed.");
        int rows = shape[0], columns = rows == 0 ? 0 : shape.FlattenedLength / rows;
        int count = Math.Min(rows, columns), length = Math.Max(rows, columns);
        double[][] vectors = new double[count][];
        for (int i = 0; i < count; i++)
        {
            double[] vector = vectors[i] = new double[length];
            foreach (ref double value in vector.AsSpan())
                value = random.NextNormal();
            for (int pass = 0; pass < 2; pass++)
            {
                for (int j = 0; j < i; j++)
                    Subtract(vector, vectors[j], Dot(vector, vectors[j]));
            }

            double norm = Math.Sqrt(Dot(vector, vector));
            foreach (ref double value in vector.AsSpan())
                value /= norm;
        }

        for (int i = 0; i < rows; i++)
        {
            for (int j = 0; j < columns; j++)
                values[(i * columns) + j] = gain * (rows <= columns ? vectors[i][j] : vectors[j][i]);
        }
    }

    private static double Dot(double[] left, double[] right)
    {
        double sum = 0;
        for (int i = 0; i < left.Length; i++)
            sum += left[i] * right[i];
        return sum;
    }

    private static void Subtract(double[] from, double[] what, double factor)
    {
        for (int i = 0; i < from.Length; i++)
            from[i] -= factor * what[i];
    }
}
