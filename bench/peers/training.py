"""Training steps in PyTorch: the same networks, batches and optimizers as the verb `training` of Anneal.Benchmarks.

usage: training.py THREADS SECONDS FOLDER [NAMES]     prints name<TAB>value<TAB>unit, medians
FOLDER holds Fashion-MNIST as gzipped IDX files; other networks train on random numbers, which take the same time.
"""
import gzip
import math
import os
import statistics
import sys
import time

threads, seconds, folder = int(sys.argv[1]), float(sys.argv[2]), sys.argv[3]
names = sys.argv[4:]
# Two pools of threads that both spin would fight each other.
os.environ.setdefault("OPENBLAS_NUM_THREADS", "1" if threads > 1 else str(threads))
os.environ.setdefault("OMP_WAIT_POLICY", "PASSIVE")
os.environ.setdefault("OMP_NUM_THREADS", str(threads))
import torch
from torch import nn
import torch.nn.functional as F

torch.set_num_threads(threads)
torch.manual_seed(1)


def report(name, value, unit):
    print(f"{name}\t{value:.6g}\t{unit}", flush=True)


def median_time(step, least=5):
    """Median seconds of a step, after a warm-up of a fifth of the time."""
    end = time.perf_counter() + seconds / 5
    while True:
        step()
        if time.perf_counter() > end:
            break
    times, end = [], time.perf_counter() + seconds
    while len(times) < least or time.perf_counter() < end:
        begin = time.perf_counter()
        step()
        times.append(time.perf_counter() - begin)
    return statistics.median(times)


def fashion():
    with gzip.open(os.path.join(folder, "train-images-idx3-ubyte.gz")) as f:
        images = torch.frombuffer(bytearray(f.read()[16:]), dtype=torch.uint8).reshape(-1, 1, 28, 28).float() / 255
    with gzip.open(os.path.join(folder, "train-labels-idx1-ubyte.gz")) as f:
        labels = torch.frombuffer(bytearray(f.read()[8:]), dtype=torch.uint8).long()
    return images, labels


def square():
    net = nn.Sequential(nn.Linear(1, 3), nn.Sigmoid(), nn.Linear(3, 5), nn.Sigmoid(), nn.Linear(5, 10), nn.Sigmoid(), nn.Linear(10, 5), nn.Sigmoid(), nn.Linear(5, 1), nn.ReLU())
    optimizer = torch.optim.Adam(net.parameters(), lr=1e-3)
    scheduler = torch.optim.lr_scheduler.CosineAnnealingLR(optimizer, 200)
    loss_of = nn.MSELoss()
    xs = [torch.tensor([i / 10]) for i in range(1, 11)]

    def epoch():
        for x in xs:
            optimizer.zero_grad()
            loss_of(net(x), x * x).backward()
            optimizer.step()
        scheduler.step()

    report("square network, Adam", median_time(epoch) / 10 * 1e6, "us per update")


def images(name, net, rate=0.05, batch=256):
    data, labels = fashion()
    optimizer = torch.optim.SGD(net.parameters(), lr=rate)
    loss_of = nn.CrossEntropyLoss()
    order, at = torch.randperm(len(data)), 0

    def step():
        nonlocal order, at
        if at + batch > len(data):
            order, at = torch.randperm(len(data)), 0
        chosen = order[at:at + batch]
        at += batch
        x, y = data[chosen], labels[chosen]
        optimizer.zero_grad()
        loss_of(net(x), y).backward()
        optimizer.step()

    report(name, batch / median_time(step), "examples/s")


def lenet(first, second):
    pool = [nn.MaxPool2d(2)] if second > 1 else []
    tail = [nn.ReLU(), nn.MaxPool2d(2), nn.Flatten()] if second > 1 else [nn.Flatten(), nn.ReLU()]
    return nn.Sequential(nn.Conv2d(1, first, 5, padding=2), nn.ReLU(), nn.MaxPool2d(2), nn.Conv2d(first, second, 5), *tail, nn.Linear(400 if second > 1 else 100, 120), nn.ReLU(), nn.Linear(120, 84), nn.ReLU(), nn.Linear(84, 10))


class Block(nn.Module):
    def __init__(self, inputs, outputs, stride):
        super().__init__()
        self.stride, self.more = stride, outputs - inputs
        self.conv1, self.bn1 = nn.Conv2d(inputs, outputs, 3, stride, 1, bias=False), nn.BatchNorm2d(outputs)
        self.conv2, self.bn2 = nn.Conv2d(outputs, outputs, 3, 1, 1, bias=False), nn.BatchNorm2d(outputs)

    def forward(self, x):
        y = self.bn2(self.conv2(F.relu(self.bn1(self.conv1(x)), inplace=True)))
        if self.more:
            x = F.pad(x[:, :, ::self.stride, ::self.stride], (0, 0, 0, 0, self.more // 2, self.more - self.more // 2))
        return F.relu(y + x, inplace=True)


def resnet20():
    widths = [(16, 16, 1)] * 3 + [(16, 32, 2), (32, 32, 1), (32, 32, 1), (32, 64, 2), (64, 64, 1), (64, 64, 1)]
    net = nn.Sequential(nn.Conv2d(3, 16, 3, 1, 1, bias=False), nn.BatchNorm2d(16), nn.ReLU(inplace=True), *[Block(*w) for w in widths], nn.AdaptiveAvgPool2d(1), nn.Flatten(), nn.Linear(64, 10))
    assert sum(p.numel() for p in net.parameters()) == 269722
    optimizer = torch.optim.SGD(net.parameters(), lr=0.01, momentum=0.9)
    x, y = torch.randn(128, 3, 32, 32), torch.randint(0, 10, (128,))

    def step():
        optimizer.zero_grad()
        F.cross_entropy(net(x), y).backward()
        optimizer.step()

    report("ResNet-20, batch 128", median_time(step) * 1e3, "ms per step")


class Encoder(nn.Module):
    def __init__(self):
        super().__init__()
        layer = nn.TransformerEncoderLayer(128, 4, 512, dropout=0.0, batch_first=True)
        self.layers, self.head = nn.TransformerEncoder(layer, 4), nn.Linear(128, 10)

    def forward(self, x):
        return self.head(self.layers(x).mean(1))


def transformer():
    net = Encoder()
    assert sum(p.numel() for p in net.parameters()) == 794378
    optimizer = torch.optim.AdamW(net.parameters(), lr=1e-3)
    x, y = torch.randn(32, 64, 128), torch.randint(0, 10, (32,))

    def step():
        optimizer.zero_grad()
        F.cross_entropy(net(x), y).backward()
        optimizer.step()

    report("Transformer d128 x 4", median_time(step) * 1e3, "ms per step")


def perceptron():
    images("MLP 784-256-128-10", nn.Sequential(nn.Flatten(), nn.Linear(784, 256), nn.ReLU(), nn.Linear(256, 128), nn.ReLU(), nn.Linear(128, 10)))


verbs = {"square": square, "lenet": lambda: images("LeNet 6/16", lenet(6, 16)), "lenet-djl": lambda: images("LeNet 1+1 (DJL)", lenet(1, 1)), "mlp": perceptron, "resnet20": resnet20, "transformer": transformer}
for name in names or verbs:
    verbs[name]()
with open("/proc/self/status") as status:
    peak = next(line for line in status if line.startswith("VmHWM"))
report(f"peak memory, {' '.join(names) or 'all'}", int(peak.split()[1]) / 1024, "MiB")
