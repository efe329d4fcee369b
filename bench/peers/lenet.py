"""LeNet on Fashion-MNIST in PyTorch as the D2L chapter trains it: SGD, batch 256, a rate per update. Prints seconds of training per epoch and the test accuracy.

usage: lenet.py FOLDER EPOCHS THREADS constant|warm-up [SEED]
"""
import gzip, math, sys, time
import numpy as np
import torch
from torch import nn

folder, epochs, threads, schedule = sys.argv[1], int(sys.argv[2]), int(sys.argv[3]), sys.argv[4]
torch.set_num_threads(threads)
torch.manual_seed(int(sys.argv[5]) if len(sys.argv) > 5 else 1)


def numbers(name, offset):
    with gzip.open(f"{folder}/{name}-ubyte.gz") as file:
        return torch.from_numpy(np.frombuffer(file.read(), np.uint8, offset=offset).copy())


x, y = numbers("train-images-idx3", 16).reshape(-1, 1, 28, 28).float() / 255, numbers("train-labels-idx1", 8).long()
xt, yt = numbers("t10k-images-idx3", 16).reshape(-1, 1, 28, 28).float() / 255, numbers("t10k-labels-idx1", 8).long()
net = nn.Sequential(
    nn.Conv2d(1, 6, 5, padding=2), nn.ReLU(), nn.MaxPool2d(2), nn.Conv2d(6, 16, 5), nn.ReLU(), nn.MaxPool2d(2),
    nn.Flatten(), nn.Linear(400, 120), nn.ReLU(), nn.Linear(120, 84), nn.ReLU(), nn.Linear(84, 10))
for module in net:
    if isinstance(module, (nn.Conv2d, nn.Linear)):
        nn.init.xavier_uniform_(module.weight)
optimizer, loss_of = torch.optim.SGD(net.parameters(), lr=0.3), nn.CrossEntropyLoss()
batch, step = 256, 0
total = epochs * math.ceil(len(x) / batch)
warm = total // 4
seconds = []
for epoch in range(epochs):
    begin = time.perf_counter()
    order = torch.randperm(len(x))
    for i in range(0, len(x), batch):
        if schedule == "warm-up":
            rate = 0.3 * (step + 1) / (warm + 1) if step < warm else 0.01 + (0.3 - 0.01) / 2 * (1 + math.cos(math.pi * (step - warm) / (total - warm)))
            optimizer.param_groups[0]["lr"] = rate
        rows = order[i:i + batch]
        optimizer.zero_grad()
        loss = loss_of(net(x[rows]), y[rows])
        loss.backward()
        optimizer.step()
        step += 1
    seconds.append(time.perf_counter() - begin)
with torch.no_grad():
    accuracy = (net(xt).argmax(1) == yt).float().mean().item()
print(f"{sorted(seconds)[len(seconds) // 2]:.3f}\t{accuracy:.4f}")
