#!/usr/bin/env python3
"""Microseconds of one scheduler.step() in PyTorch, as name<TAB>value<TAB>unit; medians of several runs."""
import statistics
import time

import torch
from torch.optim import lr_scheduler as s

torch.set_num_threads(1)
STEPS, RUNS = 5_000, 9


def optimizer():
    return torch.optim.SGD([torch.nn.Parameter(torch.zeros(1))], lr=0.1, momentum=0.9)


def sequential(o):
    return s.SequentialLR(o, [s.LinearLR(o, 0.1, total_iters=500), s.CosineAnnealingLR(o, STEPS)], [500])


CASES = {
    "pytorch CosineAnnealingLR": lambda o: s.CosineAnnealingLR(o, 200),
    "pytorch OneCycleLR": lambda o: s.OneCycleLR(o, 0.1, total_steps=STEPS + 1),
    "pytorch SequentialLR": sequential,
    "pytorch StepLR": lambda o: s.StepLR(o, 30),
    "pytorch LambdaLR": lambda o: s.LambdaLR(o, lambda epoch: 0.95 ** epoch),
}

for name, build in CASES.items():
    runs = []
    for _ in range(RUNS):
        o = optimizer()
        scheduler = build(o)
        o.step()
        start = time.perf_counter()
        for _ in range(STEPS):
            scheduler.step()
        runs.append((time.perf_counter() - start) / STEPS * 1e6)
    print(f"{name}\t{statistics.median(runs):.2f}\tus/step")
