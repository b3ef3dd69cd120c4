"""The loaders, on folders written here by the words of docs/output-formats.md."""

import json
import tempfile
import unittest
from pathlib import Path

import matplotlib

matplotlib.use("Agg")

import h5py
import matplotlib.pyplot as plt
import numpy as np

import stosszahl
from stosszahl import plots

INFO = {
    "format": "stosszahl-run",
    "formatVersion": 1,
    "species": [{"name": "NA"}, {"name": "b"}],
    "outputs": {
        "times": [0.0, 0.1, 0.30000000000000004],
        "density": [{"file": "density/NA-0.csv", "species": "NA", "timeIndex": 0, "time": 0.0}],
        "particles": [
            {"file": "particles/NA-0.csv", "species": "NA", "timeIndex": 0, "time": 0.0},
            {"file": "particles/NA-2.csv", "species": "NA", "timeIndex": 2, "time": 0.30000000000000004},
        ],
    },
    "scenario": {"velocityDimension": 2},
}

FILES = {
    "timeseries.csv": "time,species,quantity,value,stderr\n"
    "0.0,NA,moment4,8.0,0.5\n0.0,NA,number_density,1.0,\n0.0,*,entropy,,\n0.30000000000000004,NA,moment4,7.0,0.25\n",
    "reference.csv": "time,species,quantity,value\n0.0,NA,moment4,8.25\n0.0,NA,moment4,8.25\n0.1,NA,moment4,8.0\n0.30000000000000004,NA,moment4,7.5\n",
    "speeds.csv": "time,species,speed,density,stderr,exact\n0.0,NA,0.5,0.25,0.1,0.2\n0.0,NA,1.5,0.75,0.1,\n",
    "maps.csv": "time,species,vx,vy,f,stderr\n0.0,NA,-1.0,0.0,1.0,0.1\n0.0,NA,-1.0,2.0,2.0,0.1\n0.0,NA,1.0,0.0,3.0,0.1\n0.0,NA,1.0,2.0,4.0,0.1\n",
    "density/NA-0.csv": "vx,vy,f,stderr\n-1.0,0.0,1.0,0.1\n-1.0,1.0,2.0,0.2\n-1.0,2.0,3.0,0.3\n1.0,0.0,4.0,0.4\n1.0,1.0,5.0,0.5\n1.0,2.0,6.0,0.6\n",
    "particles/NA-0.csv": "vx,vy,weight\n1.0,2.0,0.5\n3.0,4.0,0.25\n",
    "particles/NA-2.csv": "x,vx,vy,weight\n0.125,1.0,2.0,0.5\n",
    "profiles.csv": "time,species,x,quantity,value,stderr\n"
    "0.0,NA,0.25,temperature,1.0,0.01\n0.0,NA,0.25,number_density,9.0,0.01\n0.0,NA,0.75,temperature,2.0,0.02\n0.0,NA,0.75,number_density,9.0,0.01\n",
    "compare.json": '{"consistent": true, "pValue": 0.5, "quantities": []}',
}


class RunFolder(unittest.TestCase):
    def setUp(self):
        folder = tempfile.TemporaryDirectory()
        self.addCleanup(folder.cleanup)
        self.folder = Path(folder.name)
        for name, text in FILES.items() | {("run.json", json.dumps(INFO))}:
            (self.folder / name).parent.mkdir(exist_ok=True)
            (self.folder / name).write_text(text)
        self.run_ = stosszahl.Run(self.folder)


class LoadersTest(RunFolder):
    def test_run_json(self):
        self.assertEqual(self.run_.species, ["NA", "b"])
        self.assertEqual(self.run_.times.tolist(), [0.0, 0.1, 0.30000000000000004])
        self.assertEqual(stosszahl.read_scenario(self.folder), {"velocityDimension": 2})
        self.assertEqual(self.run_.comparison["pValue"], 0.5)

    def test_tables(self):
        table = self.run_.timeseries
        self.assertEqual(table["species"].tolist(), ["NA", "NA", "*", "NA"])
        self.assertEqual(table["time"].iloc[-1], 0.1 + 0.2)
        self.assertTrue(np.isnan(table["stderr"][1]) and np.isnan(table["value"][2]))
        self.assertEqual(list(self.run_.speeds), ["time", "species", "speed", "density", "stderr", "exact"])

    def test_series(self):
        table = self.run_.series("moment4", "NA")
        self.assertEqual(table.index.tolist(), [0.0, 0.1 + 0.2])
        self.assertEqual(table["value"].tolist(), [8.0, 7.0])
        self.assertEqual(table["stderr"].tolist(), [0.5, 0.25])
        self.assertEqual(table["exact"].tolist(), [8.25, 7.5])
        self.assertTrue(self.run_.series("number_density", "NA")["exact"].isna().all())
        with self.assertRaisesRegex(KeyError, "no moment4 of b; there is no such species"):
            self.run_.series("moment4", "b")

    def test_grids(self):
        f = self.run_.density("NA")
        self.assertEqual((f.names, f.value.shape, f.cell), (("vx", "vy"), (2, 3), 2.0))
        self.assertEqual([axis.tolist() for axis in f.axes], [[-1, 1], [0, 1, 2]])
        self.assertEqual(f.value[1].tolist(), [4, 5, 6])
        self.assertEqual(f.stderr[0, 2], 0.3)
        self.assertEqual(self.run_.map("NA", 0).value.tolist(), [[1, 2], [3, 4]])
        profile = self.run_.profile("temperature", "NA")
        self.assertEqual((profile.names, profile.axes[0].tolist(), profile.value.tolist(), profile.stderr.tolist()), (("x",), [0.25, 0.75], [1, 2], [0.01, 0.02]))

    def test_particles(self):
        start = self.run_.particles("NA", 0.0)
        self.assertEqual(start.v.tolist(), [[1, 2], [3, 4]])
        self.assertEqual((start.weight.tolist(), start.x.shape), ([0.5, 0.25], (2, 0)))
        last = self.run_.particles("NA")
        self.assertEqual((last.time, last.x.tolist(), last.v.tolist()), (0.1 + 0.2, [[0.125]], [[1, 2]]))
        self.assertEqual(self.run_.particles("NA", 0.3).time, last.time)

    def test_what_is_not_there(self):
        with self.assertRaisesRegex(KeyError, "nothing at time 0.1; there is 0.0, 0.30000000000000004"):
            self.run_.particles("NA", 0.1)
        with self.assertRaisesRegex(FileNotFoundError, "no density files of b"):
            self.run_.density("b")
        with self.assertRaisesRegex(FileNotFoundError, "occupations.csv"):
            self.run_.occupations
        (self.folder / "run.json").write_text(json.dumps(INFO | {"formatVersion": 2}))
        with self.assertRaisesRegex(ValueError, "version 1, not stosszahl-run 2"):
            stosszahl.Run(self.folder)

    def test_comments_in_a_scenario(self):
        file = self.folder / "scenario.json"
        file.write_text('{ // one\n "title": "a // b \\" // c", /* two\n // three */ "seed": 1}\n// four')
        self.assertEqual(stosszahl.read_scenario(file), {"title": 'a // b " // c', "seed": 1})


class ExportsTest(unittest.TestCase):
    """The formats of stosszahl export, written here by numpy and h5py."""

    def setUp(self):
        folder = tempfile.TemporaryDirectory()
        self.addCleanup(folder.cleanup)
        self.folder = Path(folder.name)
        self.axes = {"vx": np.array([0.0, 1.0]), "vy": np.array([0.0, 1.0, 2.0])}
        self.f = np.arange(6.0).reshape(2, 3)

    def test_density(self):
        for name, array in ({"f": self.f, "stderr": self.f / 8} | self.axes).items():
            np.save(self.folder / f"gas-4-{name}.npy", array)
        with h5py.File(self.folder / "gas-4.h5", "w") as file:
            file.attrs.update({"time": 0.5, "species": np.bytes_("gas")})
            for name, array in ({"f": self.f, "stderr": self.f / 8} | self.axes).items():
                file[name] = array
        for name in "gas-4-f.npy", "gas-4.h5":
            field = stosszahl.read_density(self.folder / name)
            self.assertEqual((field.names, field.value.tolist(), field.stderr.tolist()), (("vx", "vy"), self.f.tolist(), (self.f / 8).tolist()))
            self.assertEqual([axis.tolist() for axis in field.axes], [[0, 1], [0, 1, 2]])
        self.assertEqual((field.time, field.species), (0.5, "gas"))

    def test_particles(self):
        np.save(self.folder / "gas-4.npy", self.f)
        with h5py.File(self.folder / "gas-4.h5", "w") as file:
            file.attrs.update({"time": 0.5, "species": np.bytes_("gas")})
            for name, column in zip(("vx", "vy", "weight"), self.f.T):
                file[name] = column
        for name in "gas-4.npy", "gas-4.h5":
            particles = stosszahl.read_particles(self.folder / name)
            self.assertEqual((particles.v.tolist(), particles.weight.tolist(), particles.x.shape), ([[0, 1], [3, 4]], [2, 5], (2, 0)))
        self.assertEqual((particles.time, particles.species), (0.5, "gas"))


class PlotsTest(RunFolder):
    def setUp(self):
        super().setUp()
        self.axes = plt.figure().gca()
        self.addCleanup(plt.close, "all")

    def band(self) -> dict:
        """Lowest and highest point of the band at every x."""
        points = self.axes.collections[0].get_paths()[0].vertices
        return {x: (points[points[:, 0] == x, 1].min(), points[points[:, 0] == x, 1].max()) for x in np.unique(points[:, 0])}

    def test_series(self):
        plots.series(self.run_, "moment4", "NA", self.axes)
        self.assertEqual(self.band(), {0.0: (7.0, 9.0), 0.1 + 0.2: (6.5, 7.5)})
        self.assertEqual(self.axes.lines[0].get_ydata().tolist(), [8.0, 7.0])
        self.assertEqual(self.axes.lines[1].get_ydata().tolist(), [8.25, 8.25, 8.0, 7.5])

    def test_exact_values_have_no_band(self):
        plots.series(self.run_, "number_density", "NA", self.axes)
        self.assertEqual(self.band(), {0.0: (1.0, 1.0)})

    def test_speeds(self):
        plots.speeds(self.run_, "NA", self.axes)
        self.assertEqual(self.band(), {0.5: (0.25 - 0.2, 0.25 + 0.2), 1.5: (0.75 - 0.2, 0.75 + 0.2)})

    def test_fields(self):
        plots.field(self.run_.profile("temperature", "NA"), self.axes)
        self.assertEqual(self.band(), {0.25: (0.98, 1.02), 0.75: (1.96, 2.04)})
        image = plots.field(self.run_.density("NA"), plt.figure().gca()).collections[0]
        self.assertEqual(image.get_array().ravel().tolist(), [1, 4, 2, 5, 3, 6])
