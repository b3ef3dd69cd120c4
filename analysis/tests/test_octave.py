"""The loader for MATLAB and Octave, where Octave is installed."""

import json
import shutil
import subprocess
import unittest
from pathlib import Path

from .test_run import RunFolder

PROGRAM = """
addpath('{matlab}');
r = stosszahl_read('{folder}');
f = stosszahl_read('{folder}/density/NA-0.csv');
p = stosszahl_read('{folder}/particles/NA-0.csv');
m4 = strcmp(r.timeseries.species, 'NA') & strcmp(r.timeseries.quantity, 'moment4');
a = struct('moment4', r.timeseries.value(m4), 'entropy', r.timeseries.value(3), 'name', r.info.species(1).name, ...
           'size', size(f.f), 'f', f.f(2, 3), 'stderr', f.stderr(1, 2), 'axis', f.axes{{2}}, 'vx', p.vx, 'weight', p.weight);
disp(jsonencode(a));
"""


@unittest.skipUnless(shutil.which("octave"), "Octave is not installed")
class OctaveLoaderTest(RunFolder):
    def test_tables_densities_and_particles(self):
        matlab = Path(__file__).resolve().parent.parent / "matlab"
        program = PROGRAM.format(matlab=matlab, folder=self.folder)
        octave = ["octave", "--no-gui", "--norc", "--quiet", "--eval", program]
        answer = json.loads(subprocess.run(octave, check=True, capture_output=True, text=True).stdout)
        expected = {
            "moment4": [8, 7],
            "entropy": None,
            "name": "NA",
            "size": [2, 3],
            "f": 6,
            "stderr": 0.2,
            "axis": [0, 1, 2],
            "vx": [1, 3],
            "weight": [0.5, 0.25],
        }
        self.assertEqual(answer, expected)
