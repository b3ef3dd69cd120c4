function s = stosszahl_read(path)
% STOSSZAHL_READ  Reads a CSV file of a run of stosszahl, or the tables of a whole run folder (docs/output-formats.md). MATLAB, and Octave from 7 on.
%
%   t = stosszahl_read('runs/bkw-2d/timeseries.csv')   a struct of the columns: cell arrays of text for species and quantity, else column vectors; an empty
%                                                      field is NaN
%   f = stosszahl_read('runs/bkw-2d/density/gas-40.csv')   f.f and f.stderr are arrays of d axes, f.f(i,j) at (f.axes{1}(i), f.axes{2}(j))
%   p = stosszahl_read('runs/bkw-2d/particles/gas-40.csv') p.vx, p.vy, ..., p.weight
%   r = stosszahl_read('runs/bkw-2d')                  r.info (run.json) and r.timeseries, r.reference, r.speeds, ... as far as they are there
%
%   m4 = strcmp(t.species, 'gas') & strcmp(t.quantity, 'moment4');
%   errorbar(t.time(m4), t.value(m4), 2 * t.stderr(m4))
  if exist(path, 'dir')
    s.info = jsondecode(fileread(fullfile(path, 'run.json')));
    for name = {'timeseries', 'reference', 'speeds', 'maps', 'occupations', 'profiles'}
      file = fullfile(path, [name{1} '.csv']);
      if exist(file, 'file')
        s.(name{1}) = stosszahl_read(file);
      end
    end
    return
  end

  file = fopen(path, 'r');
  if file < 0
    error('stosszahl_read: cannot open %s', path);
  end
  closing = onCleanup(@() fclose(file));
  names = strsplit(strtrim(fgetl(file)), ',');
  formats = repmat({'%f'}, size(names));
  formats(ismember(names, {'species', 'quantity'})) = {'%q'};
  columns = textscan(file, [formats{:}], 'Delimiter', ',', 'EmptyValue', NaN);
  s = cell2struct(columns, names, 2);

  if isequal(names(end-1:end), {'f', 'stderr'}) && strcmp(names{1}, 'vx')
    s.axes = cellfun(@(name) unique(s.(name)), names(1:end-2), 'UniformOutput', false);
    sizes = cellfun(@numel, s.axes);
    % In the file the last axis is the fastest, here the first.
    grid = @(column) permute(reshape(column, fliplr(sizes)), numel(sizes):-1:1);
    s.f = grid(s.f);
    s.stderr = grid(s.stderr);
  end
end
