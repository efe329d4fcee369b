using System.Numerics;
using System.Runtime.Intrinsics;
using Anneal.Tensors.Kernels;
using Anneal.Tensors.Kernels.Products;

namespace Anneal.Tests.Tensors.Kernels;

public class GemmTests
{
    // The borders of the blocks that single precision is cut into: 320 deep, 192 rows, 1024 columns.
    private static readonly (int M, int N, int K)[] _borders =
    [
        (13, 33, 319), (13, 33, 320), (13, 33, 321), (25, 17, 641), (191, 40, 30), (192, 40, 30), (193, 40, 30),
        (30, 1023, 9), (30, 1024, 9), (30, 1025, 9), (7, 1057, 20), (193, 1025, 21), (97, 129, 641), (200, 65, 970), (1, 2000, 3), (2000, 1, 3), (1, 1, 2000), (3, 4, 700), (700, 3, 4), (60, 5, 300),
    ];

    private unsafe delegate void Multiplication<T>(int m, int n, int k, T* a, nint aRow, nint aColumn, T* b, nint bRow, nint bColumn, T* c, nint cRow, bool add, int threads, T* bias)
        where T : unmanaged;

    [Fact]
    public unsafe void A_product_is_that_of_the_plain_loop_however_its_factors_lie()
    {
        // Run by the test below with less: a setting that the runtime no longer knows must not pass for one.
        Assert.False(Vector512.IsHardwareAccelerated && Environment.GetEnvironmentVariable("DOTNET_EnableAVX512") == "0");
        Assert.False(Vector256.IsHardwareAccelerated && Environment.GetEnvironmentVariable("DOTNET_EnableAVX2") == "0");
        Agree<float>(Gemm.Multiply, 1e-6);
        Agree<double>(Gemm.Multiply, 1e-13);
    }

    [Fact]
    public unsafe void Every_width_agrees_with_the_plain_loop()
    {
        Agree<float>(Product<float, Vector512<float>, Singles512>.Multiply, 1e-6);
        Agree<float>(Product<float, Vector256<float>, Singles256>.Multiply, 1e-6);
        Agree<float>(Product<float, Vector128<float>, Singles128>.Multiply, 1e-6);
        Agree<double>(Product<double, Vector<double>, Doubles>.Multiply, 1e-13);
    }

    [Fact]
    public unsafe void A_first_factor_too_large_to_be_read_where_it_lies_gives_the_same()
    {
        for (int lie = 0; lie < 4; lie++)
        {
            Agree<float>(Gemm.Multiply, 701, 131, 720, 4 + lie, 1e-6);
            Agree<double>(Gemm.Multiply, 701, 131, 720, 8 + lie, 1e-13);
        }
    }

    [Theory]
    [InlineData("DOTNET_EnableAVX512")]
    [InlineData("DOTNET_EnableAVX2")]
    [InlineData("DOTNET_EnableHWIntrinsic")]
    public Task A_machine_with_narrower_vectors_agrees_with_the_plain_loop(string setting)
        => OwnProgram.Run([$"{typeof(GemmTests).FullName}.{nameof(A_product_is_that_of_the_plain_loop_however_its_factors_lie)}"], (setting, "0"));

    [Fact]
    public unsafe void The_number_of_threads_changes_no_bit()
    {
        foreach ((int m, int n, int k) in ((int, int, int)[])[(256, 120, 784), (16, 1500, 150), (300, 300, 300), (1200, 12, 200), (500, 1100, 700)])
        {
            for (int lie = 0; lie < 4; lie++)
            {
                Problem<float> problem = new(m, n, k, lie, seed: 5);
                float[] one = problem.Solve(Gemm.Multiply, add: true, threads: 1);
                Assert.Equal(one, problem.Solve(Gemm.Multiply, add: true, threads: 2));
                Assert.Equal(one, problem.Solve(Gemm.Multiply, add: true, threads: 3));
            }
        }
    }

    [Theory, InlineData(1), InlineData(2), InlineData(3)]
    public unsafe void A_batch_is_its_products_one_by_one(int threads)
    {
        foreach ((int count, int m, int n, int k) in ((int, int, int, int)[])[(0, 3, 3, 3), (3, 2, 5, 4), (100, 64, 33, 31), (3, 200, 260, 170), (7, 1, 64, 64)])
        {
            float[] a = Numbers<float>(count * m * k, 1), b = Numbers<float>(count * k * n, 2), together = new float[count * m * n], single = new float[count * m * n];
            double[] a2 = Numbers<double>(count * m * k, 1), b2 = Numbers<double>(count * k * n, 2), together2 = new double[count * m * n], single2 = new double[count * m * n];
            fixed (float* pa = a, pb = b, pt = together, ps = single)
            fixed (double* pa2 = a2, pb2 = b2, pt2 = together2, ps2 = single2)
            {
                Gemm.Batched(count, m, n, k, pa, m * k, k, 1, pb, k * n, 1, k, pt, m * n, n, add: false, threads);
                Gemm.Batched(count, m, n, k, pa2, m * k, k, 1, pb2, k * n, 1, k, pt2, m * n, n, add: false, threads);
                for (int i = 0; i < count; i++)
                {
                    Gemm.Multiply(m, n, k, pa + (i * m * k), k, 1, pb + (i * k * n), 1, k, ps + (i * m * n), n, add: false, 1);
                    Gemm.Multiply(m, n, k, pa2 + (i * m * k), k, 1, pb2 + (i * k * n), 1, k, ps2 + (i * m * n), n, add: false, 1);
                }
            }

            Assert.Equal(single, together);
            Assert.Equal(single2, together2);
        }
    }

    [Fact]
    public unsafe void Nothing_is_allocated_once_warm()
    {
        (int M, int N, int K)[] shapes = [(1, 10, 5), (60, 70, 80), (256, 120, 784), (1000, 600, 900)];
        Problem<float>[] problems = [.. shapes.Select(shape => new Problem<float>(shape.M, shape.N, shape.K, 1, seed: 3))];
        float[] c = new float[1000 * 700];
        Assert.Equal(0, Allocated.Bytes(Run, turns: 1));

        void Run()
        {
            fixed (float* to = c)
            {
                foreach (Problem<float> problem in problems)
                {
                    for (int threads = 1; threads <= 2; threads++)
                        problem.Multiply(to);
                }

                fixed (float* a = problems[1].A, b = problems[1].B)
                    Gemm.Batched(8, 30, 20, 40, a, 30, 80, 1, b, 20, 80, 1, to, 600, 20, add: false, threads: 2);
            }
        }
    }

    private static unsafe void Agree<T>(Multiplication<T> multiply, double tolerance)
        where T : unmanaged, INumberBase<T>
    {
        Random random = new(11);
        for (int i = 0; i < 300; i++)
            Agree(multiply, random.Next(71), random.Next(71), random.Next(71), i, tolerance);
        for (int i = 0; i < 200; i++)
            Agree(multiply, random.Next(8), random.Next(8), random.Next(12), i, tolerance);
        for (int i = 0; i < _borders.Length; i++)
        {
            for (int lie = 0; lie < 4; lie++)
                Agree(multiply, _borders[i].M, _borders[i].N, _borders[i].K, (7 * i) + lie, tolerance);
        }
    }

    // The variant says how the factors lie and what is added.
    private static unsafe void Agree<T>(Multiplication<T> multiply, int m, int n, int k, int variant, double tolerance)
        where T : unmanaged, INumberBase<T>
    {
        bool add = variant / 4 % 3 == 0, bias = variant / 4 % 3 == 1;
        Problem<T> problem = new(m, n, k, variant % 4, seed: variant);
        T[] actual = problem.Solve(multiply, add, threads: 1 + (variant % 3), bias);
        (double[] expected, double[] size) = problem.Plain(add, bias);
        for (int i = 0; i < expected.Length; i++)
        {
            double error = Math.Abs(double.CreateChecked(actual[i]) - expected[i]);
            Assert.True(error <= tolerance * size[i], $"{m}x{n}x{k}, variant {variant}, number {i}: {actual[i]}, not {expected[i]}.");
        }
    }

    private static T[] Numbers<T>(int length, int seed)
        where T : unmanaged, INumberBase<T>
    {
        Random random = new(seed);
        return [.. Enumerable.Range(0, length).Select(_ => T.CreateChecked((random.NextSingle() * 2) - 1))];
    }

    /// <summary>Two factors that lie in one of four ways, and what the result is added to.</summary>
    private sealed unsafe class Problem<T>
        where T : unmanaged, INumberBase<T>
    {
        private readonly int _m, _n, _k, _aRow, _aColumn, _bRow, _bColumn, _cRow;
        private readonly T[] _c, _bias;

        // The lowest bit lays the columns of B side by side in memory, the next the columns of A; where both are set neither factor has neighbours at all.
        public Problem(int m, int n, int k, int lie, int seed)
        {
            int step = lie == 3 ? 2 : 1;
            (_m, _n, _k, _cRow) = (m, n, k, n + (seed % 3));
            (_aRow, _aColumn) = (lie & 2) == 0 ? (k + 1, 1) : (step, (m * step) + 3);
            (_bRow, _bColumn) = (lie & 1) == 0 ? (n + 2, 1) : (step, (k * step) + 1);
            A = Numbers<T>(((m + 3) * (k + 3) * step) + 64, seed);
            B = Numbers<T>(((k + 3) * (n + 3) * step) + 64, seed + 1);
            _c = Numbers<T>((m * _cRow) + 1, seed + 2);
            _bias = Numbers<T>(n + 1, seed + 3);
        }

        public T[] A { get; }

        public T[] B { get; }

        public T[] Solve(Multiplication<T> multiply, bool add, int threads, bool bias = false)
        {
            T[] c = [.. _c];
            fixed (T* pa = A, pb = B, pc = c, pbias = _bias)
                multiply(_m, _n, _k, pa, _aRow, _aColumn, pb, _bRow, _bColumn, pc, _cRow, add, threads, bias ? pbias : null);
            // What lies between the rows and behind the last is nobody's.
            for (int i = 0; i < c.Length; i++)
                Assert.True(i < _m * _cRow && i % _cRow < _n || c[i] == _c[i], $"{_m}x{_n}x{_k} wrote beside its result, at {i}.");
            return [.. Enumerable.Range(0, _m * _n).Select(i => c[(i / _n * _cRow) + (i % _n)])];
        }

        public void Multiply(T* to)
        {
            fixed (T* a = A, b = B)
            {
                if (typeof(T) == typeof(float))
                    Gemm.Multiply(_m, _n, _k, (float*)a, _aRow, _aColumn, (float*)b, _bRow, _bColumn, (float*)to, _cRow, add: false, threads: 2);
            }
        }

        /// <summary>The sums in double, and the sums of the sizes of what is added, which the rounding is relative to.</summary>
        public (double[] Sum, double[] Size) Plain(bool add, bool bias)
        {
            double[] sums = new double[_m * _n], sizes = new double[_m * _n];
            double[] a = [.. A.Select(double.CreateChecked)], b = [.. B.Select(double.CreateChecked)];
            for (int i = 0; i < _m; i++)
            {
                for (int j = 0; j < _n; j++)
                {
                    double start = add ? double.CreateChecked(_c[(i * _cRow) + j]) : bias ? double.CreateChecked(_bias[j]) : 0;
                    (double sum, double size) = Dot(a, i * _aRow, _aColumn, b, j * _bColumn, _bRow, _k);
                    (sums[(i * _n) + j], sizes[(i * _n) + j]) = (start + sum, Math.Abs(start) + size);
                }
            }

            return (sums, sizes);
        }

        private static (double Sum, double Size) Dot(double[] a, int atA, int stepA, double[] b, int atB, int stepB, int length)
        {
            double sum = 0, size = 0;
            for (int p = 0; p < length; p++, atA += stepA, atB += stepB)
            {
                double term = a[atA] * b[atB];
                sum += term;
                size += Math.Abs(term);
            }

            return (sum, size);
        }
    }
}
