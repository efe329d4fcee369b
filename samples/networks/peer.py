"""The PyTorch side of handing networks over.

peer.py export FOLDER   trains each network for some steps and writes NAME.weights.safetensors (its state dictionary) and NAME.seen.safetensors
                        (an input and what the network makes of it in evaluation mode)
peer.py check FOLDER    reads NAME.back.safetensors, which Anneal trained on, and NAME.back.seen.safetensors, and compares outputs; exit code 1 when they differ
"""

import json
import os
import struct
import sys

sys.path.insert(0, os.path.join(os.path.dirname(os.path.abspath(__file__)), "..", "handover"))
from train import write_safetensors

import torch
from torch import nn
import torch.nn.functional as F


class Block(nn.Module):
    def __init__(self, inputs, outputs, stride=1):
        super().__init__()
        self.stride, self.more = stride, outputs - inputs
        self.conv1, self.bn1 = nn.Conv2d(inputs, outputs, 3, stride, 1, bias=False), nn.BatchNorm2d(outputs)
        self.conv2, self.bn2 = nn.Conv2d(outputs, outputs, 3, 1, 1, bias=False), nn.BatchNorm2d(outputs)

    def forward(self, x):
        y = self.bn2(self.conv2(F.relu(self.bn1(self.conv1(x)))))
        if self.more or self.stride > 1:
            x = F.pad(x[:, :, :: self.stride, :: self.stride], (0, 0, 0, 0, self.more // 2, self.more - self.more // 2))
        return F.relu(y + x)


class ResNet20(nn.Module):
    def __init__(self):
        super().__init__()
        self.conv1, self.bn1 = nn.Conv2d(3, 16, 3, 1, 1, bias=False), nn.BatchNorm2d(16)
        self.layer1 = nn.Sequential(Block(16, 16), Block(16, 16), Block(16, 16))
        self.layer2 = nn.Sequential(Block(16, 32, 2), Block(32, 32), Block(32, 32))
        self.layer3 = nn.Sequential(Block(32, 64, 2), Block(64, 64), Block(64, 64))
        self.linear = nn.Linear(64, 10)

    def forward(self, x):
        x = self.layer3(self.layer2(self.layer1(F.relu(self.bn1(self.conv1(x))))))
        return self.linear(x.mean((2, 3)))


class Encoder(nn.Module):
    def __init__(self):
        super().__init__()
        layer = nn.TransformerEncoderLayer(16, 2, 32, dropout=0.0, batch_first=True)
        self.layers, self.head = nn.TransformerEncoder(layer, 2), nn.Linear(16, 10)

    def forward(self, x):
        return self.head(self.layers(x).mean(1))


def lenet():
    return nn.Sequential(
        nn.Conv2d(1, 6, 5, padding=2), nn.ReLU(), nn.MaxPool2d(2), nn.Conv2d(6, 16, 5), nn.ReLU(), nn.MaxPool2d(2),
        nn.Flatten(), nn.Linear(400, 120), nn.ReLU(), nn.Linear(120, 84), nn.ReLU(), nn.Linear(84, 10))


NETWORKS = {"lenet": (lenet, (20, 1, 28, 28)), "resnet20": (ResNet20, (6, 3, 32, 32)), "transformer": (Encoder, (5, 7, 16))}


def read_safetensors(path):
    kinds = {"F32": (torch.float32, 4), "F64": (torch.float64, 8), "I64": (torch.int64, 8)}
    with open(path, "rb") as file:
        length, = struct.unpack("<Q", file.read(8))
        header, data = json.loads(file.read(length)), bytearray(file.read())
    tensors = {}
    for name, entry in header.items():
        if name != "__metadata__":
            kind, size = kinds[entry["dtype"]]
            start, end = entry["data_offsets"]
            tensors[name] = torch.frombuffer(data, dtype=kind, count=(end - start) // size, offset=start).reshape(entry["shape"]).clone()
    return tensors


def export(folder):
    notes = {"producer": f"PyTorch {torch.__version__}"}
    for name, (make, shape) in NETWORKS.items():
        torch.manual_seed(1)
        network = make()
        optimizer = torch.optim.Adam(network.parameters(), lr=1e-3)
        x, y = torch.randn(shape), torch.randint(0, 10, shape[:1])
        for _ in range(5):
            optimizer.zero_grad()
            F.cross_entropy(network(x), y).backward()
            optimizer.step()
        network.eval()
        with torch.no_grad():
            seen = {"input": x, "labels": y, "output": network(x)}
        write_safetensors(f"{folder}/{name}.weights.safetensors", network.state_dict(), notes)
        write_safetensors(f"{folder}/{name}.seen.safetensors", seen, notes)


def check(folder):
    worst = 0.0
    for name, (make, _) in NETWORKS.items():
        network = make()
        network.load_state_dict(read_safetensors(f"{folder}/{name}.back.safetensors"), strict=True)
        network.eval()
        seen = read_safetensors(f"{folder}/{name}.back.seen.safetensors")
        with torch.no_grad():
            output = network(seen["input"])
        difference = ((output - seen["output"]).abs().max() / output.abs().max()).item()
        worst = max(worst, difference)
        print(f"{name:12} trained on by Anneal, read by PyTorch: largest difference {difference:.1e} of the largest output")
    return 0 if worst < 1e-5 else 1


if __name__ == "__main__":
    sys.exit({"export": export, "check": check}[sys.argv[1]](sys.argv[2]) or 0)
