namespace Anneal.Schedules;

/// <summary>A part of a schedule that is in force at some step: the part, the position inside it, and the reason.</summary>
internal readonly record struct ActivePart(Schedule Part, double Position, string Reason);
