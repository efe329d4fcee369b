#!/usr/bin/env python3
"""Convolutions and their gradients in PyTorch, one thread, as name<TAB>value<TAB>unit; the best of several rounds."""
import time

import torch

torch.set_num_threads(1)

# name, images, inputs, outputs, size, kernel, stride, padding, groups
LAYERS = [
    ("ResNet-20 3 to 16, 32x32", 128, 3, 16, 32, 3, 1, 1, 1),
    ("ResNet-20 16 to 16, 32x32", 128, 16, 16, 32, 3, 1, 1, 1),
    ("ResNet-20 16 to 32, 32x32, stride 2", 128, 16, 32, 32, 3, 2, 1, 1),
    ("ResNet-20 32 to 32, 16x16", 128, 32, 32, 16, 3, 1, 1, 1),
    ("ResNet-20 32 to 64, 16x16, stride 2", 128, 32, 64, 16, 3, 2, 1, 1),
    ("ResNet-20 64 to 64, 8x8", 128, 64, 64, 8, 3, 1, 1, 1),
    ("ResNet-20 16 to 32, 32x32, 1x1, stride 2", 128, 16, 32, 32, 1, 2, 0, 1),
    ("64 to 64, 8x8, 1x1", 128, 64, 64, 8, 1, 1, 0, 1),
    ("LeNet 1 to 6, 28x28, 5x5", 256, 1, 6, 28, 5, 1, 2, 1),
    ("LeNet 6 to 16, 14x14, 5x5", 256, 6, 16, 14, 5, 1, 0, 1),
    ("LeNet 1 to 1, 28x28, 5x5", 256, 1, 1, 28, 5, 1, 2, 1),
    ("depthwise 32, 16x16, 3x3", 128, 32, 32, 16, 3, 1, 1, 32),
]


def seconds(action):
    """The best of many short rounds: whatever else runs on the machine only makes them slower."""
    begin = time.perf_counter()
    repeats = 0
    while time.perf_counter() - begin < 0.04:
        action()
        repeats += 1
    repeats = repeats // 10 + 1
    best = float("inf")
    for _ in range(40):
        begin = time.perf_counter()
        for _ in range(repeats):
            action()
        best = min(best, (time.perf_counter() - begin) / repeats)
    return best


for name, images, inputs, outputs, size, kernel, stride, padding, groups in LAYERS:
    x = torch.rand(images, inputs, size, size) - 0.5
    w = torch.rand(outputs, inputs // groups, kernel, kernel) - 0.5
    b = torch.rand(outputs)
    y = torch.conv2d(x, w, b, stride, padding, 1, groups)
    g = torch.rand_like(y) - 0.5
    work = 2e-9 * y.numel() * w[0].numel()

    def backward(mask):
        return torch.ops.aten.convolution_backward(g, x, w, [outputs], [stride] * 2, [padding] * 2, [1, 1], False, [0, 0], groups, mask)

    for what, action in [
        ("forward", lambda: torch.conv2d(x, w, b, stride, padding, 1, groups)),
        ("backward input", lambda: backward([True, False, False])),
        ("backward weight", lambda: backward([False, True, True])),
    ]:
        with torch.no_grad():
            print(f"{name}, {what}\t{work / seconds(action):.1f}\tGFLOP/s", flush=True)


def line(name, what, action):
    print(f"{name}, {what}\t{seconds(action) * 1e6:.0f}\tus", flush=True)


for channels, size in [(16, 32), (32, 16), (64, 8)]:
    x = torch.rand(128, channels, size, size) - 0.5
    r = torch.rand_like(x) - 0.5
    g = torch.rand_like(x) - 0.5
    w = torch.rand(channels)
    b = torch.zeros(channels)
    name = f"{channels} channels of {size}x{size}"

    def forward(residual):
        y = torch.nn.functional.batch_norm(x, None, None, w, b, training=True)
        return torch.relu_(y + r if residual else y)

    with torch.no_grad():
        line(name, "batch norm, forward", lambda: forward(False))
        line(name, "batch norm with residual, forward", lambda: forward(True))
        y, mean, inverse = torch.ops.aten.native_batch_norm(x, w, b, None, None, True, 0.1, 1e-5)
        y = torch.relu(y)

        def back():
            cut = torch.ops.aten.threshold_backward(g, y, 0)
            return torch.ops.aten.native_batch_norm_backward(cut, x, w, None, None, mean, inverse, True, 1e-5, [True, True, True])

        line(name, "batch norm, backward", back)
        line(name, "batch norm with residual, backward", back)

x = torch.rand(128, 16, 32, 32) - 0.5
for name, kernel, stride, padding in [("2x2", 2, 2, 0), ("3x3, stride 2", 3, 2, 1)]:
    sizes = [kernel] * 2, [stride] * 2, [padding] * 2
    label = f"16 channels of 32x32, pool {name}"
    y, at = torch.ops.aten.max_pool2d_with_indices(x, *sizes)
    line(label, "largest, forward", lambda: torch.ops.aten.max_pool2d_with_indices(x, *sizes))
    line(label, "largest, backward", lambda: torch.ops.aten.max_pool2d_with_indices_backward(y, x, *sizes, [1, 1], False, at))
    line(label, "average, forward", lambda: torch.ops.aten.avg_pool2d(x, *sizes))
    line(label, "average, backward", lambda: torch.ops.aten.avg_pool2d_backward(y, x, *sizes, False, True, None))
