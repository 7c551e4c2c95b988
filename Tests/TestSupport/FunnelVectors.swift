/// The table of the design's funnel section 2.2: letters are events and steps, X is no step.
package enum FunnelVectors {
    package static let all: [(steps: String, window: Int64, journey: String)] = [
        ("ABC", 1000, "A0 B10 C20 -> 3"),
        ("ABCD", 1000, "A0 B10 D20 C30 -> 3"),
        ("ABC", 1000, "A0 X5 B10 C20 -> 3"),
        ("ABC", 1000, "B0 A10 C20 -> 1"),
        ("ABC", 1000, "B0 C10 -> 0"),
        ("AB", 60, "A0 B60 -> 2"),
        ("AB", 60, "A0 B61 -> 1"),
        ("AB", 60, "A0 A50 B100 -> 2"),
        ("ABC", 60, "A0 A30 B45 C75 -> 3"),
        ("ABC", 60, "A0 B10 A50 C100 -> 2"),
        ("ABC", 60, "A0 B10 A20 C60 -> 3"),
        ("ABC", 60, "A0 B10 A20 C65 -> 2"),
        ("ABC", 60, "A0 B10 A50 B55 C100 -> 3"),
        ("AB", 60, "A5 B5 -> 2"),
        ("AB", 60, "B5 A5 -> 2  // either row order"),
        ("ABC", 60, "C5 B5 A5 -> 3"),
        ("AA", 60, "A0 -> 1"),
        ("AA", 60, "A0 A1 -> 2"),
        ("ABA", 60, "A0 B1 -> 2"),
        ("ABA", 60, "A0 B1 A2 -> 3"),
    ]
}
