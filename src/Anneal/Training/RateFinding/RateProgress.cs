namespace Anneal.Training.RateFinding;

/// <summary>How far a sweep is.</summary>
/// <param name="Seed">Which one.</param>
/// <param name="Tried">Rates tried so far.</param>
/// <param name="Rates">Rates there are.</param>
/// <param name="Rate">The last one tried.</param>
/// <param name="Loss">The loss at it.</param>
public readonly record struct RateProgress(int Seed, int Tried, int Rates, double Rate, double Loss);
